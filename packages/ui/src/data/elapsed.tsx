'use client';
import { useEffect, useState } from 'react';
import { formatDuration } from './format.ts';

/** How long something took, or has taken so far: then it counts by itself. `nowMs`: the server's time at rendering. */
export function Elapsed({ fromMs, untilMs, nowMs }: { fromMs: number; untilMs: number | null; nowMs: number }) {
	const [now, setNow] = useState(nowMs);
	useEffect(() => {
		if (untilMs !== null) return;
		const start = performance.now();
		setNow(nowMs);
		const timer = setInterval(() => setNow(nowMs + performance.now() - start), 1000);
		return () => clearInterval(timer);
	}, [untilMs, nowMs]);
	// Whole seconds: what counts on needn't show its milliseconds.
	const lengthMs = Math.max(0, (untilMs ?? Math.max(now, nowMs)) - fromMs);
	return <span className="tabular-nums">{formatDuration(untilMs === null ? Math.floor(lengthMs / 1000) * 1000 : lengthMs)}</span>;
}
