'use client';
import type { RolloutAction } from '../deployment/rollout-actions.tsx';
import { RolloutCard } from '../deployment/rollout-card.tsx';
import type { ChangeTab } from './change-tab.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { Discussion } from './discussion.tsx';
import type { OnDismiss } from './dismiss-block.tsx';
import type { Waiving } from './gate-list.tsx';
import { PolicyPanel, type ReviewProps } from './policy-panel.tsx';
import { RolloutPlan } from './rollout-plan.tsx';
import type { ChangeDetail } from './types.ts';
import { VerdictStrip } from './verdict-strip.tsx';
import { WhatChanges } from './what-changes.tsx';

export interface OverviewTabProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	/** The verdict on its way to the server, and the refusal of the last one. */
	review: ReviewProps;
	waiving: Waiving;
	onWithdraw: () => Promise<void>;
	onDismiss: OnDismiss;
	onRollout: (action: RolloutAction, reason: string) => Promise<string | null>;
	onOpenTab: (tab: ChangeTab) => void;
}

/** Better or worse, what changes, what was said; beside it the policy and the reader's verdict, after approval the rollout. */
export function OverviewTab({ place, change, review, waiving, onWithdraw, onDismiss, onRollout, onOpenTab }: OverviewTabProps) {
	const { rollout } = change;
	const decided = isDecided(change);
	return (
		<div className="grid items-start gap-6 px-4 pt-4 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_352px]">
			<section aria-label="Overview" className="grid min-w-0 gap-4">
				{rollout && decided && <RolloutCard place={place} rollout={rollout} endpoint={change.endpoint} linkEndpoint nowMs={change.nowMs} />}
				<VerdictStrip change={change} />
				<WhatChanges place={place} change={change} onOpenTab={onOpenTab} />
			</section>
			<div className="min-w-0 lg:sticky lg:top-[104px] lg:col-start-2 lg:row-span-2 lg:row-start-1">
				{decided ? (
					<DecisionPanel change={change} review={review} onRollout={onRollout} />
				) : (
					<PolicyPanel place={place} change={change} review={review} waiving={waiving} onWithdraw={onWithdraw} onDismiss={onDismiss} />
				)}
			</div>
			<div className="grid min-w-0 gap-4">
				<Discussion place={place} change={change} onOpenTab={onOpenTab} />
				{change.state === 'draft' || change.state === 'in-review' ? <RolloutPlan change={change} /> : null}
			</div>
		</div>
	);
}

/** Approved, or ended after a rollout. */
export function isDecided({ state, rollout }: Pick<ChangeDetail, 'state' | 'rollout'>): boolean {
	return state === 'approved' || state === 'applied' || (state === 'closed' && rollout !== null);
}
