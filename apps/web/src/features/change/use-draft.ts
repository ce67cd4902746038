'use client';
import { useEffect, useState } from 'react';

export interface Draft {
	text: string;
	onText: (text: string) => void;
}

/** What one has written and not sent yet: kept over tabs, a new revision and a closed window, in this browser only. */
export function useDraft(changeId: string): Draft {
	const key = `interlock-draft/${changeId}`;
	const [text, setText] = useState('');
	useEffect(() => setText(localStorage.getItem(key) ?? ''), [key]);
	return {
		text,
		onText: (next) => {
			setText(next);
			if (next === '') localStorage.removeItem(key);
			else localStorage.setItem(key, next);
		},
	};
}
