'use client';
import { useEffect, useState } from 'react';

/** The server's time, ageing by itself every 10 s. `serverNowMs`: its time when the page was made. */
export function useNow(serverNowMs: number): number {
	const [now, setNow] = useState(serverNowMs);
	useEffect(() => {
		const start = performance.now();
		const timer = setInterval(() => setNow(serverNowMs + performance.now() - start), 10_000);
		return () => clearInterval(timer);
	}, [serverNowMs]);
	return now;
}
