'use client';
import { useEffect, useState } from 'react';

/** A file by its bytes on both sides: a mark falls when either changes. */
interface ViewedFile {
	path: string;
	base: string | null;
	head: string | null;
}

const nameOf = ({ path, base, head }: ViewedFile) => `${path} ${base ?? ''} ${head ?? ''}`;

/** Which files of a change the reader marked as viewed, kept in this browser. */
export function useViewedFiles(changeId: string): { isViewed: (file: ViewedFile) => boolean; toggle: (file: ViewedFile) => void } {
	const key = `interlock.viewed.${changeId}`;
	const [viewed, setViewed] = useState<readonly string[]>([]);
	useEffect(() => setViewed(read(key)), [key]);
	return {
		isViewed: (file) => viewed.includes(nameOf(file)),
		toggle: (file) => {
			const name = nameOf(file);
			const next = viewed.includes(name) ? viewed.filter((other) => other !== name) : [...viewed, name];
			setViewed(next);
			localStorage.setItem(key, JSON.stringify(next));
		},
	};
}

function read(key: string): string[] {
	try {
		const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
		return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : [];
	} catch {
		return [];
	}
}
