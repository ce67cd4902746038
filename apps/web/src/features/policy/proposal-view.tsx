'use client';
import { Card, Note, Skeleton, StateBadge } from '@interlock/ui/base';
import { Digest, formatStamp, KeyValue } from '@interlock/ui/data';
import { CodeDiff, Timeline } from '@interlock/ui/review';
import { PageHead } from '@interlock/ui/shell';
import { Check, GitPullRequestArrow, type LucideIcon, RefreshCw, Undo2, X } from 'lucide-react';
import Link from 'next/link';
import { ProposalDecision, type ProposalDecisionProps } from './proposal-decision.tsx';
import { ProposalSentences } from './proposal-sentences.tsx';
import { ReplayResult } from './replay-result.tsx';
import { stateOfProposal } from './state-of-proposal.ts';
import type { ProposalDetail, Replay } from './types.ts';

export interface ProposalViewProps {
	/** The project's address. */
	base: string;
	proposal: ProposalDetail;
	/** `loading`, the server's refusal as a sentence, or what it would have done. */
	replay: 'loading' | { refusal: string } | Replay;
	onDecide: ProposalDecisionProps['onDecide'];
}

/** A proposed edit of a policy: what was required and what will be, what it would have done, who may approve it, and what happened to it. */
export function ProposalView({ base, proposal, replay, onDecide }: ProposalViewProps) {
	const { environment, baseVersion, sentences, yaml } = proposal;
	const names = { before: `Version ${baseVersion}`, after: 'Proposed' };
	return (
		<>
			<PageHead
				title={
					<>
						Edit of {environment}’s policy <StateBadge {...stateOfProposal(proposal)} />
					</>
				}
				actions={
					<Link href={`${base}/policies?environment=${environment}`} className="link text-meta">
						The policy in force, version {proposal.currentVersion}
					</Link>
				}
			>
				<p className="mt-1 text-ink-2">
					{proposal.proposedBy} proposed to edit version {baseVersion}, {formatStamp(proposal.createdAtMs)}.
				</p>
			</PageHead>
			<div className="grid items-start gap-4 px-4 pt-2 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_352px]">
				<div className="grid min-w-0 gap-4">
					{proposal.outdated && (
						<Note kind="warn">
							The policy moved on to version {proposal.currentVersion} since. This edit of version {baseVersion} can’t be approved any more; propose it again.
						</Note>
					)}
					<Card title="What it asks for" meta={`${proposal.diff.kept} ${proposal.diff.kept === 1 ? 'sentence stays' : 'sentences stay'}`}>
						<ProposalSentences
							before={{ title: `What version ${baseVersion} requires`, sentences: sentences.before }}
							after={{ title: AFTER[proposal.state], sentences: sentences.after }}
						/>
					</Card>
					<Card title="As YAML" meta={`+${yaml.added} −${yaml.removed} lines`}>
						<CodeDiff label="Lines of the policy" hunks={yaml.hunks} skippedAfter={yaml.skippedAfter} sides={names} />
					</Card>
					<Card title="On past changes" meta="what it would have done">
						<div className="p-3">
							<Past base={base} replay={replay} />
						</div>
					</Card>
				</div>
				<div className="grid min-w-0 gap-4">
					<ProposalDecision proposal={proposal} onDecide={onDecide} />
					<Card title="Proposal">
						<div className="grid gap-2 px-3 py-2.5">
							<p className="wrap-anywhere">{proposal.reason || <span className="text-ink-3">No reason was given.</span>}</p>
							<KeyValue
								entries={[
									{ key: 'By', value: proposal.proposedBy },
									{ key: 'Digest', value: <Digest value={proposal.digest} prefix /> },
								]}
							/>
						</div>
					</Card>
					<Card title="Timeline">
						<div className="px-3 py-1.5">
							<Timeline
								entries={proposal.timeline.map((event, i) => ({
									key: `${i} ${event.kind}`,
									atMs: event.atMs,
									...LOOK[event.kind],
									text: (
										<>
											<span className="font-strong">{event.name}</span> {event.sentence}
										</>
									),
									detail: event.reason || undefined,
								}))}
							/>
						</div>
					</Card>
				</div>
			</div>
		</>
	);
}

const AFTER: Record<ProposalDetail['state'], string> = {
	open: 'What will be required',
	approved: 'What is required since',
	rejected: 'What was proposed',
	withdrawn: 'What was proposed',
};

const LOOK: Record<ProposalDetail['timeline'][number]['kind'], { icon: LucideIcon; tone?: 'ok' | 'bad' | 'warn' | 'info' }> = {
	proposed: { icon: GitPullRequestArrow, tone: 'info' },
	moved: { icon: RefreshCw, tone: 'warn' },
	approved: { icon: Check, tone: 'ok' },
	rejected: { icon: X, tone: 'bad' },
	withdrawn: { icon: Undo2 },
};

function Past({ base, replay }: Pick<ProposalViewProps, 'base' | 'replay'>) {
	if (replay === 'loading')
		return (
			<div role="status" aria-label="Past changes are tried" className="grid gap-2">
				<Skeleton className="w-3/4" />
				<Skeleton className="w-1/2" />
			</div>
		);
	if ('refusal' in replay)
		return (
			<Note kind="bad" role="alert">
				The past changes were not tried. {replay.refusal}
			</Note>
		);
	return <ReplayResult base={base} replay={replay} />;
}
