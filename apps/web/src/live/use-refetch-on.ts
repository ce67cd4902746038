'use client';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useChannel } from './live-context.tsx';

/**
 * Fetches queries again when an event of the channel says that they changed, at most once per `everyMs`. `keysOf` names the queries an
 * event type concerns; it is asked with '*' when the page may have missed anything.
 */
export function useRefetchOn(channel: string | null, keysOf: (type: string) => readonly QueryKey[], everyMs = 500): void {
	const queryClient = useQueryClient();
	const due = useRef(new Map<string, QueryKey>());
	const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

	function mark(type: string) {
		for (const key of keysOf(type)) due.current.set(JSON.stringify(key), key);
		if (due.current.size === 0 || timer.current) return;
		timer.current = setTimeout(() => {
			timer.current = null;
			const keys = [...due.current.values()];
			due.current.clear();
			for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
		}, everyMs);
	}

	useChannel(
		channel,
		(event) => mark(event.type),
		() => mark('*'),
	);
	useEffect(
		() => () => {
			if (timer.current) clearTimeout(timer.current);
			timer.current = null;
		},
		[],
	);
}
