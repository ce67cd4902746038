'use client';
import { Field, FormDialog, Input, Textarea } from '@interlock/ui/base';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';

export interface BreakGlassDialogProps {
	open: boolean;
	twoPerson: boolean;
	onOpenChange: (open: boolean) => void;
	/** Resolves to the server's refusal, or null when it was asked for or went out. */
	onRequest: (reason: string, incident: string) => Promise<string | null>;
}

const MIN_REASON = 20;

/** Asks for the emergency path, with a reason and the incident. */
export function BreakGlassDialog({ open, twoPerson, onOpenChange, onRequest }: BreakGlassDialogProps) {
	const [reason, setReason] = useState('');
	const [incident, setIncident] = useState('');
	const form = useFormDialog(() => onRequest(reason.trim(), incident.trim()), onOpenChange);
	return (
		<FormDialog
			{...form}
			open={open}
			title="Break the glass?"
			description={`The revision goes out without the approvals${twoPerson ? ' once a second person confirms' : ''}. Everybody who owns the project is told at once. Unless somebody reviews it in time, it is rolled back.`}
			verb={twoPerson ? 'Ask a second person' : 'Let it out now'}
			danger
		>
			<Field id="break-glass-incident" label="Incident" hint="Its id, as your incident log names it.">
				<Input id="break-glass-incident" required minLength={3} maxLength={100} value={incident} onChange={(event) => setIncident(event.target.value)} />
			</Field>
			<Field id="break-glass-reason" label="Reason" hint={`At least ${MIN_REASON} characters; kept with the change and in the audit log.`}>
				<Textarea
					id="break-glass-reason"
					rows={3}
					required
					minLength={MIN_REASON}
					maxLength={2000}
					value={reason}
					onChange={(event) => setReason(event.target.value)}
				/>
			</Field>
		</FormDialog>
	);
}
