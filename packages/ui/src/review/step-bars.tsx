import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react';
import { cn } from '../base/cn.ts';
import { formatDuration } from '../data/format.ts';

export interface StepBar {
	key: string;
	label: string;
	state: 'done' | 'running' | 'failed';
	startMs: number;
	/** When it ended, or until when it is drawn. */
	endMs: number;
}

const ICON = { done: CircleCheck, running: LoaderCircle, failed: CircleX } as const;
const INK = { done: 'text-ok', running: 'text-info motion-safe:animate-spin', failed: 'text-bad' };
const BAR = { done: 'bg-ink-3', running: 'bg-info', failed: 'bg-bad' };
const WORD = { done: 'done', running: 'running', failed: 'failed' };

/** Steps of one piece of work on the time that it took together, in their order. */
export function StepBars({ label, steps }: { label: string; steps: readonly StepBar[] }) {
	const from = Math.min(...steps.map(({ startMs }) => startMs));
	const span = Math.max(1, ...steps.map(({ endMs }) => endMs - from));
	return (
		<ol aria-label={label} className="grid gap-1.5 px-3 py-2.5">
			{steps.map(({ key, label: name, state, startMs, endMs }) => {
				const Icon = ICON[state];
				return (
					<li key={key} className="grid grid-cols-[minmax(0,9.5rem)_minmax(0,1fr)_4.5rem] items-center gap-2 text-meta">
						<span className="flex min-w-0 items-center gap-1.5">
							<Icon size={14} aria-hidden className={cn('shrink-0', INK[state])} />
							<span className="truncate">{name}</span>
							<span className="sr-only">{WORD[state]}</span>
						</span>
						<span aria-hidden className="h-2 overflow-hidden rounded-badge bg-surface-3">
							<span
								className={cn('block h-full min-w-0.5 rounded-badge', BAR[state])}
								style={{ marginLeft: `${((startMs - from) / span) * 99}%`, width: `${((endMs - startMs) / span) * 99}%` }}
							/>
						</span>
						<span className="text-right text-ink-3 tabular-nums">{formatDuration(endMs - startMs)}</span>
					</li>
				);
			})}
		</ol>
	);
}
