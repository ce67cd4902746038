'use client';
import { Button, Card, Note, StateBadge } from '@interlock/ui/base';
import { Digest, formatStamp } from '@interlock/ui/data';
import { useState } from 'react';
import { SentenceDiff } from './sentence-diff.tsx';
import type { Proposal, ProposalVerdict } from './types.ts';

export interface ProposalsProps {
	proposals: readonly Proposal[];
	/** Resolves to the server's refusal, or null. */
	onDecide: (id: string, verdict: ProposalVerdict) => Promise<string | null>;
}

/** Proposed edits of the policy: the open ones with what they change, and what became of the others. */
export function Proposals({ proposals, onDecide }: ProposalsProps) {
	const open = proposals.filter(({ state }) => state === 'open');
	const decided = proposals.filter(({ state }) => state !== 'open').slice(0, 5);
	if (proposals.length === 0) return null;
	return (
		<Card title="Proposed edits" meta={open.length === 0 ? 'none open' : `${open.length} open`}>
			<ul>
				{open.map((proposal) => (
					<OpenProposal key={proposal.id} proposal={proposal} onDecide={onDecide} />
				))}
				{decided.map((proposal) => (
					<li key={proposal.id} className="border-t border-line px-3 py-2 text-meta text-ink-2 first:border-t-0">
						{proposal.proposedBy}’s edit of version {proposal.baseVersion} was {proposal.state} by {proposal.decidedBy}
						{proposal.decidedAtMs !== null && `, ${formatStamp(proposal.decidedAtMs)}`}.
					</li>
				))}
			</ul>
		</Card>
	);
}

function OpenProposal({ proposal, onDecide }: { proposal: Proposal; onDecide: ProposalsProps['onDecide'] }) {
	const [busy, setBusy] = useState<ProposalVerdict | null>(null);
	const [error, setError] = useState<string | null>(null);
	const button = (verdict: ProposalVerdict) => ({
		busy: busy === verdict,
		onClick: async () => {
			setBusy(verdict);
			setError(await onDecide(proposal.id, verdict));
			setBusy(null);
		},
	});
	const act = (verdict: ProposalVerdict) => {
		const { busy: isBusy, onClick } = button(verdict);
		return { busy: isBusy, onClick: () => void onClick() };
	};
	return (
		<li className="grid gap-2 border-t border-line p-3 first:border-t-0">
			<p className="flex flex-wrap items-center gap-2">
				<span className="font-strong">
					{proposal.proposedBy} proposes to edit version {proposal.baseVersion}
				</span>
				{proposal.outdated && <StateBadge state="dismissed">Outdated</StateBadge>}
				<span className="text-meta text-ink-3">{formatStamp(proposal.createdAtMs)}</span>
				<Digest value={proposal.digest} prefix />
			</p>
			{proposal.reason && <p className="text-meta text-ink-2">{proposal.reason}</p>}
			<SentenceDiff diff={proposal.diff} />
			{error && (
				<Note kind="bad" role="alert">
					{error}
				</Note>
			)}
			<div className="flex flex-wrap justify-end gap-2">
				{proposal.withdraw ? (
					<Button {...act('withdraw')}>Withdraw</Button>
				) : (
					<Button reason={proposal.mayReject.allowed ? null : proposal.mayReject.reason} {...act('reject')}>
						Reject
					</Button>
				)}
				<Button variant="approve" reason={proposal.mayApprove.allowed ? null : proposal.mayApprove.reason} {...act('approve')}>
					Approve the edit
				</Button>
			</div>
		</li>
	);
}
