'use client';
import { Field, FormDialog, Textarea } from '@interlock/ui/base';
import { type ReactNode, useState } from 'react';
import { useFormDialog } from '../use-form-dialog.ts';

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
	const [missing, setMissing] = useState(false);
	const form = useFormDialog(async () => {
		const refusal = await onSubmit(reason.trim());
		if (refusal === null) setReason('');
		return refusal;
	}, onOpenChange);

	function submit() {
		const short = reason.trim().length < atLeast;
		setMissing(short);
		if (!short) form.onSubmit();
	}

	return (
		<FormDialog {...form} open={open} title={title} description={description} verb={verb} danger={danger} onSubmit={submit}>
			<Field id="reason" label="Reason" hint="Shown in the history and the audit log." error={missing ? `Say why, in at least ${atLeast} characters.` : null}>
				<Textarea id="reason" value={reason} rows={3} maxLength={500} invalid={missing} onChange={(event) => setReason(event.target.value)} />
			</Field>
		</FormDialog>
	);
}
