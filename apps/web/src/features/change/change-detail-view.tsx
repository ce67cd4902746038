'use client';
import { Note, TabLink, TabNav } from '@interlock/ui/base';
import type { Verdict } from '@interlock/ui/review';
import { RolloutCard } from '../deployment/rollout-card.tsx';
import type { RolloutAction } from '../deployment/rollout-actions.tsx';
import { ChangeHead, type ChangeHeadProps } from './change-head.tsx';
import { ChangeTimeline } from './change-timeline.tsx';
import { CodeSection } from './code-section.tsx';
import { DataSection } from './data-section.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { Discussion } from './discussion.tsx';
import { MetricsSection } from './metrics-section.tsx';
import { PolicyPanel } from './policy-panel.tsx';
import { RolloutPlan } from './rollout-plan.tsx';
import { SlicesSection } from './slices-section.tsx';
import type { ChangeDetail } from './types.ts';
import { useSectionInView } from './use-section-in-view.ts';
import { VerdictStrip } from './verdict-strip.tsx';
import { WhatChanges } from './what-changes.tsx';

export interface ChangeDetailViewProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	/** Another revision was pushed while this one was read: its number. The view is swapped on request only. */
	newerRevision: number | null;
	onShowNewer: () => void;
	/** The verdict on its way to the server, and the refusal of the last one. */
	review: { busy: Verdict | null; error: string | null; onSubmit: (verdict: Verdict, body: string) => Promise<boolean> };
	push: ChangeHeadProps['push'];
	onWithdraw: () => Promise<void>;
	onClose: (reason: string) => Promise<string | null>;
	onRollout: (action: RolloutAction, reason: string) => Promise<string | null>;
}

const SECTIONS = ['overview', 'metrics', 'slices', 'data', 'code', 'timeline'] as const;

/** One change on one page: verdict, what changes, a table per diff, policy, timeline, review; after approval also the rollout. */
export function ChangeDetailView({ place, change, newerRevision, onShowNewer, review, push, onWithdraw, onClose, onRollout }: ChangeDetailViewProps) {
	const { comparison, rollout } = change;
	const current = useSectionInView(SECTIONS);
	const decided = change.state === 'approved' || change.state === 'applied' || (change.state === 'closed' && rollout !== null);
	const tab = (id: (typeof SECTIONS)[number], label: string, count?: number) => (
		<TabLink link={<a href={`#${id}`} />} current={current === id} count={count}>
			{label}
		</TabLink>
	);
	return (
		<>
			<ChangeHead place={place} change={change} onClose={onClose} push={push} />
			<div className="sticky top-12 z-10 bg-surface">
				<TabNav label="Parts of the change request" aside={<Lines change={change} />}>
					{tab('overview', 'Overview')}
					{tab('metrics', 'Metrics', comparison?.metrics.length)}
					{tab('slices', 'Slices', comparison?.slices.rows.length)}
					{tab('data', 'Data', comparison?.data.columns.length)}
					{tab('code', 'Code and environment')}
					{tab('timeline', 'Timeline', change.timeline.length)}
				</TabNav>
			</div>
			{newerRevision !== null && (
				<div className="px-4 pt-4 sm:px-6">
					<Note kind="warn" role="status">
						The candidate changed while you were reading: revision {newerRevision} was pushed and approvals of revision {change.revision.number} no longer
						count.{' '}
						<button type="button" className="link cursor-pointer" onClick={onShowNewer}>
							Show revision {newerRevision}
						</button>
					</Note>
				</div>
			)}
			<div className="grid items-start gap-6 px-4 pt-4 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_352px]">
				<section id="overview" aria-label="Overview" className="grid min-w-0 gap-4">
					{rollout && decided && <RolloutCard place={place} rollout={rollout} endpoint={change.endpoint} linkEndpoint nowMs={change.nowMs} />}
					<VerdictStrip change={change} />
					<WhatChanges place={place} change={change} />
				</section>
				<div className="min-w-0 lg:sticky lg:top-[104px] lg:col-start-2 lg:row-span-2 lg:row-start-1">
					{decided ? (
						<DecisionPanel change={change} review={review} onRollout={onRollout} />
					) : (
						<PolicyPanel place={place} change={change} review={review} onWithdraw={onWithdraw} />
					)}
				</div>
				<div className="grid min-w-0 gap-4">
					<Discussion change={change} />
					{change.state === 'draft' || change.state === 'in-review' ? <RolloutPlan change={change} /> : null}
					{comparison && (
						<>
							<MetricsSection change={change} comparison={comparison} />
							<SlicesSection change={change} comparison={comparison} />
							<DataSection comparison={comparison} />
							<CodeSection comparison={comparison} />
						</>
					)}
					<ChangeTimeline change={change} />
				</div>
			</div>
		</>
	);
}

function Lines({ change }: { change: ChangeDetail }) {
	return (
		<span className="flex gap-4 text-meta text-ink-2">
			<span className="inline-flex items-center gap-1.5">
				<span aria-hidden className="w-4 border-t-2 border-dashed border-champion" />
				{change.base ? `Champion v${change.base.version}` : 'No champion yet'}
			</span>
			<span className="inline-flex items-center gap-1.5">
				<span aria-hidden className="w-4 border-t-2 border-candidate" />
				Candidate v{change.head.version}
			</span>
		</span>
	);
}
