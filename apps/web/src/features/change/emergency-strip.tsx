'use client';
import { formatDuration } from '@interlock/domain/statistics';
import { Button, Note, StateBadge } from '@interlock/ui/base';
import { formatStamp } from '@interlock/ui/data';
import { useState } from 'react';
import type { Outputs } from '../../api/outputs.ts';

type Emergency = Outputs['change']['get']['emergency'];
type Record = NonNullable<Emergency['record']>;

export interface EmergencyStripProps {
	record: Record;
	confirm: Emergency['confirm'];
	review: Emergency['review'];
	nowMs: number;
	/** The server's refusal of the last confirmation. */
	error: string | null;
	onConfirm: () => Promise<void>;
	onReview: (verdict: 'accepted' | 'rejected') => void;
}

/** Over the page of a change that went out by break-glass, or is about to: who, why, and what is due. */
export function EmergencyStrip({ record, confirm, review, nowMs, error, onConfirm, onReview }: EmergencyStripProps) {
	const [busy, setBusy] = useState(false);
	const open = record.state === 'requested' || record.state === 'waits-for-review';

	async function confirmNow() {
		setBusy(true);
		await onConfirm();
		setBusy(false);
	}

	return (
		<section aria-label="Emergency" className="px-4 pt-4 sm:px-6">
			<Note kind={open || record.state === 'taken-back' ? 'bad' : 'info'}>
				<div className="flex flex-wrap items-center gap-x-3 gap-y-2">
					<StateBadge state="broken-glass">Emergency: {headOf(record, nowMs)}</StateBadge>
					<p className="min-w-0 flex-1 basis-80">
						<b className="font-strong">{record.by}</b> for {record.incident}, {formatStamp(record.usedAtMs ?? record.requestedAtMs)}: {record.reason}
						{record.allowedAnyway && ' The policy would have allowed it.'}
						{record.reviewedBy && ` ${record.reviewedBy} ${record.state}: ${record.reviewBody}`}
					</p>
					{record.state === 'requested' && (
						<Button variant="danger" busy={busy} reason={confirm.enabled ? null : confirm.sentence} onClick={() => void confirmNow()}>
							Confirm
						</Button>
					)}
					{record.state === 'waits-for-review' && (
						<span className="flex gap-2">
							<Button reason={review.enabled ? null : review.sentence} onClick={() => onReview('accepted')}>
								Accept
							</Button>
							<Button variant="danger" reason={review.enabled ? null : review.sentence} onClick={() => onReview('rejected')}>
								Reject and roll back
							</Button>
						</span>
					)}
				</div>
				{error && (
					<p role="alert" className="mt-1 text-meta text-bad">
						{error}
					</p>
				)}
			</Note>
		</section>
	);
}

function headOf(record: Record, nowMs: number): string {
	if (record.state === 'requested') return `to be confirmed until ${formatStamp(record.lapsesAtMs)}`;
	if (record.state !== 'waits-for-review') return record.state === 'taken-back' ? 'rolled back' : record.state;
	const leftMs = (record.reviewDueMs ?? nowMs) - nowMs;
	return leftMs > 0 ? `review due in ${formatDuration(coarse(leftMs))}` : 'review overdue';
}

/** Whole hours, or minutes in the last one. */
function coarse(ms: number): number {
	const unit = ms > 2 * 3_600_000 ? 3_600_000 : 60_000;
	return Math.max(unit, Math.round(ms / unit) * unit);
}
