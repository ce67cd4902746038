'use client';
import { useState } from 'react';
import { useChannel } from '../../live/live-context.tsx';

interface Seen {
	revision: { number: number; digest: string };
}

/**
 * The revision that a reader has in front of them, which isn't swapped until they ask. `newer`: the number of another one, known from the
 * event that tells of it, before what it holds is fetched.
 */
export function useNewerRevision<T extends Seen>(changeId: string, newest: T): { read: T; newer: number | null; show: () => void } {
	const [read, setRead] = useState(newest);
	const [told, setTold] = useState(0);
	const [asked, setAsked] = useState(false);
	useChannel(
		`change/${changeId}`,
		({ type, data }) => {
			if (type === 'change.revision' && typeof data.revision === 'number') setTold(data.revision);
		},
		() => undefined,
	);
	const other = newest.revision.digest !== read.revision.digest;
	if ((!other || asked) && newest !== read) {
		setRead(newest);
		if (other) setAsked(false);
	}
	const newer = other ? newest.revision.number : told > read.revision.number ? told : null;
	return { read: other ? read : newest, newer, show: () => setAsked(true) };
}
