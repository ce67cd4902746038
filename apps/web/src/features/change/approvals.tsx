'use client';
import { Button } from '@interlock/ui/base';
import { formatStamp } from '@interlock/ui/data';
import { ApprovalRow, SodNotice } from '@interlock/ui/review';
import { useState } from 'react';
import { DismissBlock, type OnDismiss } from './dismiss-block.tsx';
import { RequirementLines } from './requirement-lines.tsx';
import type { ApprovalView, ChangeDetail } from './types.ts';

/** What each requirement still misses and who can give it, who asks for changes, and who may not approve. */
export function Approvals({ change, onWithdraw, onDismiss }: { change: ChangeDetail; onWithdraw?: () => Promise<void>; onDismiss?: OnDismiss }) {
	const [busy, setBusy] = useState(false);
	const { approvals, revision, requirements } = change;
	// An approval that is counted for a requirement stands in its line; the others stand by themselves, with the reason.
	const counted = new Set(requirements.flatMap((requirement) => requirement.counted.map(({ person }) => person)));
	const others = approvals.given.filter((vote) => vote.state !== 'approved' || !counted.has(vote.person));

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
					{approvals.counted} of {approvals.needed}, bound to revision {revision.number}
				</span>
			</h3>
			{requirements.map((requirement) => (
				<RequirementLines key={requirement.name} requirement={requirement} />
			))}
			{others.map((vote) => (
				<div key={vote.key}>
					<ApprovalRow title={vote.person} person={vote.person} note={noteOf(vote)} state={vote.state} />
					{onDismiss && <DismissBlock vote={vote} permit={change.permits.dismiss} onDismiss={onDismiss} />}
				</div>
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
	if (vote.why) return vote.why;
	const when = formatStamp(vote.atMs);
	return vote.expiresAtMs === null || vote.state !== 'approved' ? when : `${when}, until ${formatStamp(vote.expiresAtMs)}; no requirement misses it`;
}
