'use client';
import { ReasonDialog } from '../reason-dialog.tsx';

export interface EmergencyReviewDialogProps {
	/** What the reader is about to say; null: nothing. */
	verdict: 'accepted' | 'rejected' | null;
	onClose: () => void;
	/** Resolves to the server's refusal, or null when it was taken. */
	onReview: (verdict: 'accepted' | 'rejected', body: string) => Promise<string | null>;
}

/** The review afterwards of what went out by break-glass. */
export function EmergencyReviewDialog({ verdict, onClose, onReview }: EmergencyReviewDialogProps) {
	const rejects = verdict === 'rejected';
	return (
		<ReasonDialog
			open={verdict !== null}
			onOpenChange={(open) => !open && onClose()}
			title={rejects ? 'Reject the emergency?' : 'Accept the emergency?'}
			description={rejects ? 'The version is rolled back at once.' : 'The version stays; the emergency is settled.'}
			verb={rejects ? 'Reject and roll back' : 'Accept'}
			danger={rejects}
			onSubmit={(body) => (verdict === null ? Promise.resolve(null) : onReview(verdict, body))}
		/>
	);
}
