'use client';
import { Card, Note, StateBadge } from '@interlock/ui/base';
import { Elapsed, Time } from '@interlock/ui/data';
import { CheckTable } from '@interlock/ui/operate';
import { type RolloutStep, RolloutStepper } from '@interlock/ui/review';
import Link from 'next/link';
import type { RolloutStepView, RolloutView } from './types.ts';

export interface RolloutCardProps {
	place: { org: string; project: string };
	endpoint: string;
	rollout: RolloutView;
	linkEndpoint?: boolean;
	nowMs: number;
}

/** The plan of weights, where it stands, and the checks that watch it. */
export function RolloutCard({ place, endpoint, rollout, linkEndpoint = false, nowMs }: RolloutCardProps) {
	const at = rollout.steps.findIndex((step) => step.state === 'running');
	const step = at === -1 ? null : rollout.steps[at];
	return (
		<Card
			title="Rollout"
			meta={step ? `step ${at + 1} of ${rollout.steps.length}` : undefined}
			aside={
				<>
					<StateBadge state={rollout.state === 'running' ? 'rolling-out' : rollout.state} />
					{linkEndpoint && (
						<Link href={`/${place.org}/${place.project}/deployments/${endpoint}`} className="link">
							Open endpoint
						</Link>
					)}
				</>
			}
		>
			<RolloutStepper steps={rollout.steps.map((s) => stepOf(s, rollout, nowMs))} />
			{(rollout.reason ?? rollout.requested ?? rollout.standing) && (
				<div className="px-3 pb-3">
					<Note kind={rollout.state === 'rolled-back' ? 'bad' : 'plain'} role="status">
						{rollout.reason ?? rollout.requested ?? rollout.standing}
					</Note>
				</div>
			)}
			{rollout.checks.length > 0 && (
				<div className="border-t border-line">
					<h3 className="flex items-center gap-2 px-3 pt-2 text-meta font-strong text-ink-2">
						Automatic checks{step ? ` at ${step.title.toLowerCase()}` : ''}
						{rollout.checkedAtMs !== null && (
							<span className="font-normal text-ink-3">
								last <Time ms={rollout.checkedAtMs} nowMs={nowMs} />
							</span>
						)}
					</h3>
					<CheckTable
						label="Automatic checks of the rollout"
						champion={rollout.from === null ? 'no champion' : `v${rollout.from}`}
						candidate={`v${rollout.to}`}
						readingsTitle="Last looks"
						checks={rollout.checks.map((check) => ({
							...check,
							champion: check.champion ?? '—',
							candidate: check.candidate ?? '—',
							limit: check.limit ?? 'no limit',
						}))}
					/>
				</div>
			)}
		</Card>
	);
}

const STATE: Record<RolloutStepView['state'], RolloutStep['state']> = {
	waiting: 'waiting',
	running: 'running',
	passed: 'done',
	failed: 'failed',
	skipped: 'skipped',
};

function stepOf(step: RolloutStepView, rollout: RolloutView, nowMs: number): RolloutStep {
	const over = rollout.state === 'rolled-back' || rollout.state === 'live';
	return {
		key: step.key,
		title: step.title,
		state: step.state === 'waiting' && over ? 'skipped' : STATE[step.state],
		time: step.startedAtMs === null ? '—' : <Elapsed fromMs={step.startedAtMs} untilMs={step.endedAtMs} nowMs={nowMs} />,
		note: step.note,
		progress: step.state === 'running' ? step.progress : null,
	};
}
