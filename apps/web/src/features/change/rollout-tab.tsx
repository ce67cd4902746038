'use client';
import { Card } from '@interlock/ui/base';
import { type RolloutAction, RolloutActions } from '../deployment/rollout-actions.tsx';
import { RolloutCard } from '../deployment/rollout-card.tsx';
import { RolloutPlan } from './rollout-plan.tsx';
import type { ChangeDetail } from './types.ts';

export interface RolloutTabProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	onRollout: (action: RolloutAction, reason: string) => Promise<string | null>;
}

/** Before approval what an approval would start; afterwards the rollout as it stands, with the ways to hold it. */
export function RolloutTab({ place, change, onRollout }: RolloutTabProps) {
	const { rollout } = change;
	if (!rollout && (change.state === 'draft' || change.state === 'in-review')) return <RolloutPlan change={change} />;
	if (!rollout)
		return (
			<Card label="No rollout">
				<p className="px-3 py-10 text-center text-ink-2">Nothing of this change was rolled out.</p>
			</Card>
		);
	return (
		<div className="grid gap-4">
			<RolloutCard place={place} rollout={rollout} endpoint={change.endpoint} linkEndpoint nowMs={change.nowMs} />
			{(rollout.state === 'running' || rollout.state === 'paused') && (
				<Card label="Hold the rollout">
					<RolloutActions rollout={rollout} onAct={onRollout} />
				</Card>
			)}
		</div>
	);
}
