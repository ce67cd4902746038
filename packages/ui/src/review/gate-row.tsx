import type { ReactNode } from 'react';
import { cn } from '../base/cn.ts';
import { StateIcon } from '../base/state-badge.tsx';

export type GateState = 'pending' | 'running' | 'passed' | 'failed' | 'inconclusive' | 'waived';

export interface GateRowProps {
	state: GateState;
	title: ReactNode;
	/** Why, in a sentence with its numbers; unfolded where the gate isn't passed. */
	reason?: ReactNode;
	/** The figure it judged. */
	figure?: ReactNode;
}

const FILL: Partial<Record<GateState, string>> = {
	failed: 'bg-bad-bg items-start py-1.5',
	waived: 'bg-waive-bg items-start py-1.5',
	inconclusive: 'bg-warn-bg items-start py-1.5',
};

/** One automatic check: what it asks, what came out, why. */
export function GateRow({ state, title, reason, figure }: GateRowProps) {
	const loud = state === 'failed' || state === 'waived' || state === 'inconclusive';
	return (
		<div className={cn('grid min-h-[25px] grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-2 px-3 text-meta', FILL[state])}>
			<StateIcon state={state} />
			<div className="min-w-0">
				{state === 'passed' && reason ? (
					<details>
						<summary className="cursor-pointer list-none text-ink hover:underline">{title}</summary>
						<span className="block pb-1 text-stamp text-ink-2">{reason}</span>
					</details>
				) : (
					<>
						<span className={cn('text-ink', loud && 'font-strong')}>{title}</span>
						{reason && <span className="block text-stamp text-ink-2">{reason}</span>}
					</>
				)}
			</div>
			{figure !== undefined && figure !== null && <span className="text-right text-ink-2 tabular-nums">{figure}</span>}
		</div>
	);
}
