'use client';
import { Button } from '@interlock/ui/base';
import { formatStamp } from '@interlock/ui/data';
import { ApprovalRow, SodNotice } from '@interlock/ui/review';
import { useState } from 'react';
import type { ApprovalView, ChangeDetail } from './types.ts';

/** Who approved, who asks for changes, whom it waits for, and who may not. */
export function Approvals({ change, onWithdraw }: { change: ChangeDetail; onWithdraw?: () => Promise<void> }) {
	const [busy, setBusy] = useState(false);
	const { approvals, revision } = change;
	const counting = approvals.given.filter((vote) => vote.state === 'approved').length;
	const open = change.state === 'in-review' || change.state === 'draft';
	const missing = open ? Math.max(0, approvals.needed - counting) : 0;
	const yours = change.permits.approve.allowed;

	async function withdraw(act: () => Promise<void>) {
		setBusy(true);
		await act();
		setBusy(false);
	}

	return (
		<div className="border-t border-line pb-1.5">
			<h3 className="flex flex-wrap items-center gap-1.5 px-3 pt-2 pb-1 text-meta font-strong text-ink-2">
				Approvals
				<span className="font-normal text-ink-3">
					{counting} of {approvals.needed}, bound to revision {revision.number}
				</span>
			</h3>
			{approvals.given.map((vote) => (
				<ApprovalRow key={vote.key} title={vote.person} person={vote.person} note={noteOf(vote)} state={vote.state} />
			))}
			{Array.from({ length: missing }, (_, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: open places are alike
				<ApprovalRow
					key={i}
					title={`A ${approvals.role}`}
					person={null}
					note="who did not contribute"
					state={i === 0 && yours ? 'waiting-for-you' : 'waiting'}
				/>
			))}
			{onWithdraw && change.permits.withdraw.allowed && (
				<p className="flex justify-end px-3 pt-1">
					<Button variant="quiet" busy={busy} onClick={() => void withdraw(onWithdraw)}>
						Withdraw your verdict
					</Button>
				</p>
			)}
			{change.duties.length > 0 && <SodNotice>{change.duties.join(' ')}</SodNotice>}
		</div>
	);
}

function noteOf(vote: ApprovalView): string {
	const when = formatStamp(vote.atMs);
	if (vote.why) return vote.why;
	return vote.expiresAtMs === null || vote.state !== 'approved' ? `${vote.role}, ${when}` : `${vote.role}, ${when}, until ${formatStamp(vote.expiresAtMs)}`;
}
