'use client';
import { Button, Dialog, Field, Note, Textarea } from '@interlock/ui/base';
import { type FormEvent, type ReactNode, useState } from 'react';

export interface ReasonDialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	title: ReactNode;
	description: ReactNode;
	/** The act, as its button says it: "Roll back to v41". */
	verb: string;
	danger?: boolean;
	/** Fewest characters of a reason. */
	atLeast?: number;
	/** Resolves to the server's refusal, or null when it was done. */
	onSubmit: (reason: string) => Promise<string | null>;
}

/** What can't be undone asks for a reason, not for a second click. The reason becomes history. */
export function ReasonDialog({ open, onOpenChange, title, description, verb, danger = false, atLeast = 3, onSubmit }: ReasonDialogProps) {
	const [reason, setReason] = useState('');
	const [busy, setBusy] = useState(false);
	const [missing, setMissing] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setMissing(reason.trim().length < atLeast);
		if (reason.trim().length < atLeast) return;
		setBusy(true);
		const refusal = await onSubmit(reason.trim());
		setBusy(false);
		setError(refusal);
		if (refusal !== null) return;
		setReason('');
		onOpenChange(false);
	}

	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={title}
			description={description}
			footer={
				<>
					<Button onClick={() => onOpenChange(false)}>Cancel</Button>
					<Button type="submit" form="reason-form" variant={danger ? 'danger-solid' : 'primary'} busy={busy}>
						{verb}
					</Button>
				</>
			}
		>
			<form id="reason-form" onSubmit={(event) => void submit(event)} className="grid gap-3">
				<Field id="reason" label="Reason" hint="Shown in the history and the audit log." error={missing ? `Say why, in at least ${atLeast} characters.` : null}>
					<Textarea id="reason" value={reason} rows={3} maxLength={500} invalid={missing} onChange={(event) => setReason(event.target.value)} />
				</Field>
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
			</form>
		</Dialog>
	);
}
