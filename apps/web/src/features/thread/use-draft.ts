'use client';
import { useEffect, useState } from 'react';

/** A text that survives a closed page: kept in this browser until it was sent or emptied. */
export function useDraft(key: string, initial = ''): [string, (text: string) => void] {
	const [text, setText] = useState(initial);
	useEffect(() => {
		const kept = key ? localStorage.getItem(key) : null;
		if (kept !== null) setText(kept);
	}, [key]);
	return [
		text,
		(next) => {
			setText(next);
			if (!key) return;
			if (next === '') localStorage.removeItem(key);
			else localStorage.setItem(key, next);
		},
	];
}
