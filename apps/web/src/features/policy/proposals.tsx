import { Card, StateBadge } from '@interlock/ui/base';
import { formatStamp } from '@interlock/ui/data';
import Link from 'next/link';
import { SentenceDiff } from './sentence-diff.tsx';
import { stateOfProposal } from './state-of-proposal.ts';
import type { Proposal } from './types.ts';

/** Proposed edits of the policy, each a link to its page: the open ones with what they change, and what became of the others. */
export function Proposals({ base, proposals }: { base: string; proposals: readonly Proposal[] }) {
	const open = proposals.filter(({ state }) => state === 'open');
	const decided = proposals.filter(({ state }) => state !== 'open').slice(0, 5);
	if (proposals.length === 0) return null;
	return (
		<Card title="Proposed edits" meta={open.length === 0 ? 'none open' : `${open.length} open`}>
			<ul>
				{open.map((proposal) => (
					<li key={proposal.id} className="grid gap-2 border-t border-line p-3 first:border-t-0">
						<p className="flex flex-wrap items-center gap-2">
							<Link href={`${base}/proposals/${proposal.id}`} className="font-strong hover:underline">
								{proposal.proposedBy} proposes to edit version {proposal.baseVersion}
							</Link>
							<StateBadge {...stateOfProposal(proposal)} />
							<span className="text-meta text-ink-3">{formatStamp(proposal.createdAtMs)}</span>
						</p>
						{proposal.reason && <p className="text-meta wrap-anywhere text-ink-2">{proposal.reason}</p>}
						<SentenceDiff diff={proposal.diff} />
					</li>
				))}
				{decided.map((proposal) => (
					<li key={proposal.id} className="border-t border-line px-3 py-2 text-meta text-ink-2 first:border-t-0">
						<Link href={`${base}/proposals/${proposal.id}`} className="hover:underline">
							{proposal.proposedBy}’s edit of version {proposal.baseVersion}
						</Link>{' '}
						was {proposal.state} by {proposal.decidedBy}
						{proposal.decidedAtMs !== null && `, ${formatStamp(proposal.decidedAtMs)}`}.
					</li>
				))}
			</ul>
		</Card>
	);
}
