'use client';
import { firstStepIndex } from '@interlock/domain/rollout';
import { formatDuration } from '@interlock/domain/statistics';
import { Badge, Card } from '@interlock/ui/base';
import { Lock } from 'lucide-react';
import type { ChangeDetail } from './types.ts';

/** What an approval would start: the weights, what each step waits for, and what takes the candidate back. */
export function RolloutPlan({ change }: { change: Pick<ChangeDetail, 'plan' | 'base'> }) {
	const { plan, base } = change;
	const steps = plan.steps.slice(firstStepIndex(plan, base !== null));
	const longest = Math.max(...steps.map((step) => step.deadlineMs));
	return (
		<Card title="Rollout plan" meta={<Badge icon={<Lock size={12} aria-hidden />}>Starts after approval</Badge>}>
			<ol className="flex flex-col gap-3 px-3 pt-3.5 pb-3 sm:flex-row sm:gap-4">
				{steps.map((step, i) => (
					<li key={step.kind === 'shadow' ? 'shadow' : step.weight} className="flex min-w-0 flex-1 gap-2">
						<span aria-hidden className="grid size-5 shrink-0 place-items-center rounded-full bg-surface-3 text-stamp font-semibold tabular-nums">
							{i + 1}
						</span>
						<span className="min-w-0">
							<span className="block font-strong">{titleOf(step)}</span>
							<span className="block text-meta text-ink-2">
								{step.kind === 'shadow' ? 'scored beside the champion, answers nobody' : `answers ${step.weight}% of requests`}
							</span>
							<span className="block text-meta text-ink-3 tabular-nums">at least {step.minRequests.toLocaleString('en-GB')} requests</span>
						</span>
					</li>
				))}
			</ol>
			<p className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line px-3 py-2 text-meta text-ink-2">
				<b className="font-strong text-ink">Rolls back by itself if</b>
				<span>
					it fails {base ? 'more often than the champion' : `more than ${percent(plan.absoluteErrorLimit)} of requests`},{' '}
					{Math.round(plan.steps.length / plan.alpha)} to 1
				</span>
				<span>{plan.maxConsecutiveErrors} requests in a row fail</span>
				<span>an answer is no finite number</span>
				<span>a step takes over {formatDuration(longest)}</span>
			</p>
		</Card>
	);
}

function titleOf(step: ChangeDetail['plan']['steps'][number]): string {
	if (step.kind === 'shadow') return 'Shadow';
	return step.weight === 100 ? '100%' : `Canary ${step.weight}%`;
}

function percent(share: number): string {
	return `${Math.round(share * 10_000) / 100}%`;
}
