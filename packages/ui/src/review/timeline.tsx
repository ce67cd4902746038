import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../base/cn.ts';
import { formatDay, formatUtc } from '../data/format.ts';

export interface TimelineEntry {
	key: string;
	atMs: number;
	icon: LucideIcon;
	tone?: 'ok' | 'bad' | 'warn' | 'waive' | 'info';
	/** Who did what. */
	text: ReactNode;
	/** Under it: reason, digests. */
	detail?: ReactNode;
	/** First characters of its audit entry's hash. */
	hash?: string | null;
}

const RING = {
	ok: 'border-ok-line bg-ok-bg text-ok',
	bad: 'border-bad-line bg-bad-bg text-bad',
	warn: 'border-warn-line bg-warn-bg text-warn',
	waive: 'border-waive-line bg-waive-bg text-waive',
	info: 'border-info-line bg-info-bg text-info',
};

/** What happened, newest first, with a heading per day. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
	const sorted = [...entries].sort((a, b) => b.atMs - a.atMs);
	return (
		<ol className="relative before:absolute before:top-4 before:bottom-5 before:left-[11px] before:w-px before:bg-line-2">
			{sorted.map((entry, i) => {
				const day = formatDay(entry.atMs);
				const Icon = entry.icon;
				const previous = sorted[i - 1];
				return (
					<li key={entry.key}>
						{(!previous || formatDay(previous.atMs) !== day) && (
							<h3 className="relative pt-3 pb-1 pl-9 text-meta font-strong text-ink-2 before:absolute before:top-4 before:left-2 before:size-[7px] before:rounded-full before:bg-line-2 before:ring-3 before:ring-surface">
								{day}
							</h3>
						)}
						<div className="relative py-[7px] pl-9">
							<span
								aria-hidden
								className={cn(
									'absolute top-[7px] left-0 grid size-[23px] place-items-center rounded-full border border-line-2 bg-surface text-ink-3',
									entry.tone && RING[entry.tone],
								)}
							>
								<Icon size={12} strokeWidth={2} />
							</span>
							<div className="flex min-h-6 items-center gap-3">
								<span className="min-w-0 flex-1 break-words">{entry.text}</span>
								{entry.hash && <span className="hidden mono text-ink-3 sm:inline">{entry.hash.slice(0, 6)}</span>}
								<time dateTime={new Date(entry.atMs).toISOString()} title={formatUtc(entry.atMs)} className="min-w-10 text-right text-ink-2 tabular-nums">
									{new Date(entry.atMs).toISOString().slice(11, 16)}
								</time>
							</div>
							{entry.detail && <div className="mt-0.5 text-meta text-ink-2">{entry.detail}</div>}
						</div>
					</li>
				);
			})}
		</ol>
	);
}
