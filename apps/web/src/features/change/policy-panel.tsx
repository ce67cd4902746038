'use client';
import { Card, StateBadge } from '@interlock/ui/base';
import { shortDigest } from '@interlock/ui/data';
import { ReviewBox, type Verdict } from '@interlock/ui/review';
import Link from 'next/link';
import { Approvals } from './approvals.tsx';
import type { OnDismiss } from './dismiss-block.tsx';
import { GateList, type Waiving } from './gate-list.tsx';
import { OpenedDiffs } from './opened-diffs.tsx';
import type { ChangeDetail } from './types.ts';
import type { Draft } from './use-draft.ts';

export interface ReviewProps {
	busy: Verdict | null;
	error: string | null;
	draft: Draft;
	onSubmit: (verdict: Verdict, body: string) => Promise<boolean>;
}

/** What has to be true before it rolls out, and the reader's own verdict. */
export function PolicyPanel({
	place,
	change,
	review,
	waiving,
	onWithdraw,
	onDismiss,
}: {
	place: { org: string; project: string };
	change: ChangeDetail;
	review: ReviewProps;
	waiving: Waiving;
	onWithdraw: () => Promise<void>;
	onDismiss: OnDismiss;
}) {
	const { revision } = change;
	return (
		<Card
			title="Policy"
			meta={
				<Link href={`/${place.org}/${place.project}/policies`} className="hover:text-ink hover:underline">
					{change.environment}, version {revision.policyVersion}
				</Link>
			}
			aside={change.state === 'in-review' && (change.missing.length > 0 ? <StateBadge state="locked" /> : <StateBadge state="passed">Ready</StateBadge>)}
		>
			<div className="flex flex-col lg:max-h-[calc(100dvh-128px)]">
				<div className="min-h-0 overflow-y-auto lg:flex-1" tabIndex={0} role="group" aria-label="Gates and approvals">
					{change.gates.length === 0 && <p className="px-3 pt-2.5 text-meta text-ink-3">Gates are decided when the evaluation ends.</p>}
					<GateList base={`/${place.org}/${place.project}`} gates={change.gates} waiving={change.state === 'closed' ? null : waiving} />
					<Approvals change={change} onWithdraw={onWithdraw} onDismiss={onDismiss} />
				</div>
				{change.state !== 'closed' && (
					<ReviewBox
						title={`Your review as ${change.actingRole}`}
						binding={
							<>
								Bound to revision {revision.number}, <span className="mono text-stamp">{shortDigest(revision.digest)}</span>, and policy version{' '}
								{revision.policyVersion}
							</>
						}
						notice={<OpenedDiffs change={change} />}
						permits={change.permits}
						{...review}
					/>
				)}
			</div>
		</Card>
	);
}
