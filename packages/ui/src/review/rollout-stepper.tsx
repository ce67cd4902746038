import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../base/cn.ts';

export interface RolloutStep {
	key: string;
	/** "Shadow", "10%". */
	title: string;
	state: 'done' | 'running' | 'waiting' | 'failed' | 'skipped';
	time?: ReactNode;
	note?: ReactNode;
	/** 0 to 1, of the step that runs. */
	progress?: number | null;
}

const WORD: Record<RolloutStep['state'], string> = { done: 'done', running: 'running', waiting: 'waiting', failed: 'failed', skipped: 'skipped' };

/** The plan of traffic weights and where it stands; a column on small screens. */
export function RolloutStepper({ steps }: { steps: readonly RolloutStep[] }) {
	return (
		<ol className="flex flex-col gap-3 px-3 pt-3.5 pb-3 sm:flex-row sm:gap-0">
			{steps.map((step, i) => (
				<li key={step.key} aria-current={step.state === 'running' ? 'step' : undefined} className="relative min-w-0 flex-1 pl-7 sm:pt-[22px] sm:pr-4 sm:pl-0">
					{i < steps.length - 1 && (
						<span aria-hidden className={cn('absolute top-[7px] right-0 left-3.5 hidden h-0.5 sm:block', step.state === 'done' ? 'bg-ok' : 'bg-line-2')} />
					)}
					<span
						aria-hidden
						className={cn(
							'absolute top-0.5 left-0 grid size-4 place-items-center rounded-full border-2 border-line-2 bg-surface text-ink-inv sm:top-0',
							step.state === 'done' && 'border-ok bg-ok',
							step.state === 'failed' && 'border-bad bg-bad',
							step.state === 'running' && 'border-info',
							step.state === 'skipped' && 'border-dashed',
						)}
					>
						{step.state === 'done' && <Check size={10} strokeWidth={3} />}
						{step.state === 'failed' && <X size={10} strokeWidth={3} />}
						{step.state === 'running' && <span className="size-1.5 animate-pulse rounded-full bg-info" />}
					</span>
					<span className={cn('block font-strong', step.state === 'waiting' || step.state === 'skipped' ? 'text-ink-2' : 'text-ink')}>
						{step.title}
						<span className="sr-only">, {WORD[step.state]}</span>
					</span>
					{step.time && <span className="block text-meta text-ink-3 tabular-nums">{step.time}</span>}
					{step.note && <span className="mt-0.5 block text-meta text-ink-2">{step.note}</span>}
					{step.progress !== null && step.progress !== undefined && (
						<span
							role="progressbar"
							aria-label={`${step.title}, progress`}
							aria-valuenow={Math.round(step.progress * 100)}
							aria-valuemin={0}
							aria-valuemax={100}
							className="mt-1.5 block h-1 max-w-40 rounded-full bg-surface-3"
						>
							<span className="block h-1 rounded-full bg-info" style={{ width: `${Math.min(100, step.progress * 100)}%` }} />
						</span>
					)}
				</li>
			))}
		</ol>
	);
}
