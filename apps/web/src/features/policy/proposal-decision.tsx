'use client';
import { Avatar, Button, Card, Field, Note, Textarea } from '@interlock/ui/base';
import { useState } from 'react';
import type { ProposalDetail, ProposalVerdict } from './types.ts';

export interface ProposalDecisionProps {
	proposal: Pick<ProposalDetail, 'state' | 'outdated' | 'approvers' | 'mayApprove' | 'mayReject' | 'mayWithdraw'>;
	/** Resolves to the server's refusal, or null. */
	onDecide: (verdict: ProposalVerdict, reason: string) => Promise<string | null>;
}

/** Who may approve, and the three verdicts with the rule's sentence where one can't be given. */
export function ProposalDecision({ proposal, onDecide }: ProposalDecisionProps) {
	const { state, approvers, mayApprove, mayReject, mayWithdraw } = proposal;
	const [reason, setReason] = useState('');
	const [busy, setBusy] = useState<ProposalVerdict | null>(null);
	const [error, setError] = useState<string | null>(null);
	if (state !== 'open') return null;

	const act = (verdict: ProposalVerdict) => ({
		busy: busy === verdict,
		onClick: () => {
			setBusy(verdict);
			void onDecide(verdict, reason.trim()).then((refusal) => {
				setBusy(null);
				setError(refusal);
				if (refusal === null) setReason('');
			});
		},
	});

	return (
		<Card title="Decision">
			<div className="grid gap-3 p-3">
				<div className="grid gap-1">
					<h3 className="text-meta font-strong text-ink-2">Who may approve</h3>
					{approvers.length === 0 ? (
						<p className="text-meta text-ink-2">
							{proposal.outdated
								? 'Nobody: the policy moved on since.'
								: 'Nobody at the moment: somebody else who may edit policies and has no open change here has to join.'}
						</p>
					) : (
						<ul className="flex flex-wrap gap-x-3 gap-y-1">
							{approvers.map((name) => (
								<li key={name} className="flex items-center gap-1.5">
									<Avatar name={name} />
									{name}
								</li>
							))}
						</ul>
					)}
				</div>
				{[mayApprove, mayReject, mayWithdraw].some(({ allowed }) => allowed) && (
					<Field id="proposal-reason" label="Why" hint="Optional; shown in its history and in the audit log.">
						<Textarea id="proposal-reason" rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
					</Field>
				)}
				<p id="proposal-rule" className="text-meta text-ink-2">
					{mayApprove.allowed ? 'Approving makes it the newest version; open changes keep the stricter of both.' : mayApprove.reason}
				</p>
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
				<div className="flex flex-wrap justify-end gap-2">
					{mayWithdraw.allowed ? (
						<Button size="md" {...act('withdraw')}>
							Withdraw
						</Button>
					) : (
						<Button size="md" reason={mayReject.allowed ? null : mayReject.reason} {...act('reject')}>
							Reject
						</Button>
					)}
					<Button size="md" variant="approve" reason={mayApprove.allowed ? null : mayApprove.reason} reasonId="proposal-rule" {...act('approve')}>
						Approve the edit
					</Button>
				</div>
			</div>
		</Card>
	);
}
