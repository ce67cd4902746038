'use client';
import { Button, Dialog, Field, Input, Note, Textarea } from '@interlock/ui/base';
import { type FormEvent, useState } from 'react';

export interface WaiveDialogProps {
	/** Title of the gate. */
	gate: string;
	/** "For at most 90 days; a second person countersigns." */
	terms: string;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** Resolves to the server's refusal, or null when it was asked for. */
	onWaive: (reason: string, until: string) => Promise<string | null>;
}

const MIN_REASON = 10;

/** Asks to let a gate count as passed until a day, with a reason. */
export function WaiveDialog({ gate, terms, open, onOpenChange, onWaive }: WaiveDialogProps) {
	const [reason, setReason] = useState('');
	const [until, setUntil] = useState('');
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		const refusal = await onWaive(reason.trim(), until);
		setBusy(false);
		setError(refusal);
		if (refusal === null) onOpenChange(false);
	}

	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={`Waive “${gate}”`}
			description={`The gate stays as it was judged and counts as passed until the day you name. ${terms}`}
			footer={
				<>
					<Button onClick={() => onOpenChange(false)}>Cancel</Button>
					<Button type="submit" form="waive-gate" variant="primary" busy={busy}>
						Ask for a waiver
					</Button>
				</>
			}
		>
			<form id="waive-gate" onSubmit={(event) => void submit(event)} className="grid gap-3">
				<Field id="waive-reason" label="Reason" hint={`At least ${MIN_REASON} characters; kept with the change and in the audit log.`}>
					<Textarea id="waive-reason" required minLength={MIN_REASON} value={reason} onChange={(event) => setReason(event.target.value)} />
				</Field>
				<Field id="waive-until" label="Last day" hint="It ends with this day, UTC.">
					<Input id="waive-until" type="date" required value={until} onChange={(event) => setUntil(event.target.value)} />
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
