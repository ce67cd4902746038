'use client';
import { useEffect, useState } from 'react';
import { formatAgo, formatUtc } from './format.ts';

/** A moment: relative under a day, the full UTC time in its title. `nowMs` is the server's time at rendering; the text ages by itself. */
export function Time({ ms, nowMs, className }: { ms: number; nowMs: number; className?: string }) {
	const [now, setNow] = useState(nowMs);
	useEffect(() => {
		const start = performance.now();
		const timer = setInterval(() => setNow(nowMs + performance.now() - start), 15_000);
		return () => clearInterval(timer);
	}, [nowMs]);
	return (
		<time dateTime={new Date(ms).toISOString()} title={formatUtc(ms)} className={className}>
			{formatAgo(ms, Math.max(now, nowMs))}
		</time>
	);
}
