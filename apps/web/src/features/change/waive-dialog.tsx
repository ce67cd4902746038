'use client';
import { Field, FormDialog, Input, Textarea } from '@interlock/ui/base';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';

export interface WaiveDialogProps {
	/** Title of the gate. */
	gate: string;
	/** "For at most 90 days; a second person countersigns." */
	terms: string;
	onClose: () => void;
	/** Resolves to the server's refusal, or null when it was asked for. */
	onWaive: (reason: string, until: string) => Promise<string | null>;
}

const MIN_REASON = 10;

/** Asks to let a gate count as passed until a day, with a reason. */
export function WaiveDialog({ gate, terms, onClose, onWaive }: WaiveDialogProps) {
	const [reason, setReason] = useState('');
	const [until, setUntil] = useState('');
	const form = useFormDialog(() => onWaive(reason.trim(), until), onClose);
	return (
		<FormDialog
			{...form}
			open
			title={`Waive “${gate}”`}
			description={`The gate stays as it was judged and counts as passed until the day you name. ${terms}`}
			verb="Ask for a waiver"
		>
			<Field id="waive-reason" label="Reason" hint={`At least ${MIN_REASON} characters; kept with the change and in the audit log.`}>
				<Textarea id="waive-reason" required minLength={MIN_REASON} value={reason} onChange={(event) => setReason(event.target.value)} />
			</Field>
			<Field id="waive-until" label="Last day" hint="It ends with this day, UTC.">
				<Input id="waive-until" type="date" required value={until} onChange={(event) => setUntil(event.target.value)} />
			</Field>
		</FormDialog>
	);
}
