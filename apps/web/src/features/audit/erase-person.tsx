'use client';
import { Button, Field, FormDialog, Input } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';

export interface ErasePersonProps {
	name: string;
	permit: Permit;
	/** Resolves to the server's refusal, or null when it was done. */
	onErase: (reason: string) => Promise<string | null>;
}

/** Erases the personal data of whoever acted, after asking. */
export function ErasePerson({ name, permit, onErase }: ErasePersonProps) {
	const [open, setOpen] = useState(false);
	const [reason, setReason] = useState('');
	const form = useFormDialog(() => onErase(reason), setOpen);

	return (
		<div className="border-t border-line px-4 py-2.5">
			<Button variant="quiet" icon={<Eraser size={14} aria-hidden />} reason={permit.allowed ? null : permit.reason} onClick={() => setOpen(true)}>
				Erase personal data
			</Button>
			<FormDialog
				{...form}
				open={open}
				title={`Erase what is known of ${name}?`}
				description="Name, e-mail, addresses and reasons go from the log and from every page, for good. Entries, their hashes and the chain stay as they are."
				verb="Erase personal data"
				cancel="Keep"
				danger
			>
				<Field id="erase-reason" label="Reason" hint="Such as the number of their request; it is in the log.">
					<Input id="erase-reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
				</Field>
			</FormDialog>
		</div>
	);
}
