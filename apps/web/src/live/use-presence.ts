'use client';
import { useContext, useEffect, useState } from 'react';
import type { Present } from './channel.ts';
import { LiveContext } from './live-context.tsx';

/** Who else has this page open, and which part they read; says the same of the reader while the page is in front. */
export function usePresence(channel: string, tab: string | null): readonly Present[] {
	const { client } = useContext(LiveContext);
	const [people, setPeople] = useState<readonly Present[]>([]);
	useEffect(() => {
		if (!client) return;
		return client.attend(channel, tab, setPeople);
	}, [client, channel, tab]);
	return people;
}
