'use client';
import { Card, StateBadge } from '@interlock/ui/base';
import { Digest, KeyValue } from '@interlock/ui/data';
import { GateRow, ReviewBox } from '@interlock/ui/review';
import { type RolloutAction, RolloutActions } from '../deployment/rollout-actions.tsx';
import { Approvals } from './approvals.tsx';
import { stateOf } from './change-state.ts';
import type { ReviewProps } from './policy-panel.tsx';
import type { ChangeDetail } from './types.ts';

/** What was decided, and while it rolls out the ways to hold it. */
export function DecisionPanel({
	change,
	review,
	onRollout,
}: {
	change: ChangeDetail;
	review: ReviewProps;
	onRollout: (action: RolloutAction, reason: string) => Promise<string | null>;
}) {
	const { rollout, revision, base } = change;
	const passed = change.gates.filter((gate) => gate.state === 'passed').length;
	const look = stateOf(change);
	return (
		<Card title="Decision" aside={<StateBadge state={look.state}>{look.word}</StateBadge>}>
			<div className="py-1.5">
				<GateRow state="passed" title={`${passed} of ${change.gates.length} gates passed`} figure={`policy version ${revision.policyVersion}`} />
				{change.gates
					.filter((gate) => gate.state !== 'passed')
					.map((gate) => (
						<GateRow key={gate.key} state={gate.state} title={gate.title} reason={gate.waiver ? `${gate.waiver.sentence} ${gate.sentence}` : gate.sentence} />
					))}
			</div>
			<Approvals change={change} />
			<div className="border-t border-line px-3 py-2.5">
				<KeyValue
					entries={[
						{ key: 'Digest', value: <Digest value={revision.digest} prefix /> },
						{ key: 'Falls back to', value: base ? `v${base.version}` : 'no version: the endpoint stops answering' },
					]}
				/>
			</div>
			{rollout && (rollout.state === 'running' || rollout.state === 'paused') ? (
				<RolloutActions rollout={rollout} onAct={onRollout} />
			) : (
				<ReviewBox title="Comment" binding={`Kept with #${change.number}`} permits={change.permits} offered={['comment']} {...review} />
			)}
		</Card>
	);
}
