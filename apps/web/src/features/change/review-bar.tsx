'use client';
import { Button, Dialog, type State, StateIcon } from '@interlock/ui/base';
import { shortDigest } from '@interlock/ui/data';
import { ReviewBox, type Verdict } from '@interlock/ui/review';
import { Check, Lock, Users } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { OpenedDiffs } from './opened-diffs.tsx';
import type { ReviewProps } from './policy-panel.tsx';
import type { ChangeDetail, GateView, HeadlineTone } from './types.ts';

const ICON: Record<HeadlineTone, State> = { better: 'passed', worse: 'failed', inconclusive: 'inconclusive', pending: 'running', failed: 'failed' };

export interface ReviewBarProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	review: ReviewProps;
}

/** The verdict and the reader's own one, at hand on every tab. */
export function ReviewBar({ place, change, review }: ReviewBarProps) {
	const [open, setOpen] = useState(false);
	const inReview = change.state === 'in-review' || change.state === 'draft';
	const { revision, headline } = change;
	const offered: readonly Verdict[] = inReview ? ['approve', 'request-changes', 'comment'] : ['comment'];
	return (
		<section
			aria-label="Verdict and review"
			className="sticky bottom-0 z-10 flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1.5 border-t border-line-2 bg-raised px-4 py-2 text-meta sm:px-6"
		>
			<span className="inline-flex min-w-0 items-center gap-1.5 font-semibold">
				<StateIcon state={ICON[headline.tone]} size={16} />
				<span className="truncate">{headline.title}</span>
			</span>
			{inReview && <Standing change={change} />}
			<Link href={`/${place.org}/${place.project}/policies`} className="hidden link lg:inline">
				Open policy
			</Link>
			<span className="ml-auto flex items-center gap-2">
				<span className="hidden text-ink-3 xl:inline">{inReview ? `Reviewing as ${change.actingRole}` : `Kept with #${change.number}`}</span>
				<Button className="max-sm:hidden" onClick={() => setOpen(true)}>
					Comment
				</Button>
				{inReview && (
					<>
						<Button className="max-sm:hidden" variant="danger" reason={refusalOf(change, 'request-changes')} onClick={() => setOpen(true)}>
							Request changes
						</Button>
						<Button
							className="max-sm:hidden"
							variant="approve"
							data-approve
							icon={<Check size={14} aria-hidden />}
							reason={refusalOf(change, 'approve')}
							onClick={() => setOpen(true)}
						>
							Approve
						</Button>
					</>
				)}
				<Button className="sm:hidden" data-approve={inReview || undefined} onClick={() => setOpen(true)}>
					{inReview ? 'Review' : 'Comment'}
				</Button>
			</span>
			<Dialog open={open} onOpenChange={setOpen} title={`${inReview ? 'Review' : 'Comment on'} #${change.number}`} description={headline.sentence}>
				<div className="-mx-4 -mb-3">
					<ReviewBox
						title={inReview ? `Your review as ${change.actingRole}` : 'Comment'}
						binding={
							<>
								Bound to revision {revision.number}, <span className="mono text-stamp">{shortDigest(revision.digest)}</span>, and policy version{' '}
								{revision.policyVersion}
							</>
						}
						notice={<OpenedDiffs change={change} />}
						permits={change.permits}
						offered={offered}
						busy={review.busy}
						error={review.error}
						draft={review.draft}
						onSubmit={async (verdict, body) => {
							const taken = await review.onSubmit(verdict, body);
							if (taken) setOpen(false);
							return taken;
						}}
					/>
				</div>
			</Dialog>
		</section>
	);
}

/** Whether it is locked, its gates in numbers, and how many approve. */
function Standing({ change }: { change: ChangeDetail }) {
	const count = (state: GateView['state']) => change.gates.filter((gate) => gate.state === state).length;
	const given = change.approvals.given.filter((vote) => vote.state === 'approved').length;
	return (
		<>
			{change.missing.length > 0 && (
				<span className="inline-flex items-center gap-1.5 font-strong text-bad" title={change.missing.join('; ')}>
					<Lock size={14} aria-hidden />
					Rollout locked
				</span>
			)}
			{(['failed', 'inconclusive', 'waived', 'passed'] as const).map(
				(state) =>
					count(state) > 0 && (
						<span key={state} className="hidden items-center gap-1.5 md:inline-flex">
							<StateIcon state={state} size={14} />
							{count(state)} {state}
						</span>
					),
			)}
			<span className="hidden items-center gap-1.5 md:inline-flex">
				<Users size={14} aria-hidden className="text-ink-3" />
				{given} of {change.approvals.needed} approvals
			</span>
		</>
	);
}

function refusalOf(change: ChangeDetail, verdict: Verdict): string | null {
	const permit = change.permits[verdict];
	return permit.allowed ? null : permit.reason;
}
