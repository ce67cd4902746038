'use client';
import { Button, Dialog, Field, Input, Note } from '@interlock/ui/base';
import { Eraser } from 'lucide-react';
import { useState } from 'react';

/** Erases the personal data of whoever acted, after asking. */
export function ErasePerson({ name, onErase }: { name: string; onErase: (reason: string) => Promise<string | null> }) {
	const [open, setOpen] = useState(false);
	const [busy, setBusy] = useState(false);
	const [reason, setReason] = useState('');
	const [error, setError] = useState<string | null>(null);

	async function erase() {
		setBusy(true);
		const refusal = await onErase(reason);
		setBusy(false);
		setError(refusal);
		if (refusal === null) setOpen(false);
	}

	return (
		<div className="border-t border-line px-4 py-2.5">
			<Button variant="quiet" icon={<Eraser size={14} aria-hidden />} onClick={() => setOpen(true)}>
				Erase personal data
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title={`Erase what is known of ${name}?`}
				description="Name, e-mail, addresses and reasons go from the log and from every page, for good. Entries, their hashes and the chain stay as they are."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Keep</Button>
						<Button variant="danger-solid" busy={busy} onClick={() => void erase()}>
							Erase personal data
						</Button>
					</>
				}
			>
				<Field id="erase-reason" label="Reason" hint="Such as the number of their request; it is in the log.">
					<Input id="erase-reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
				</Field>
				{error && (
					<Note kind="bad" role="alert" className="mt-3">
						{error}
					</Note>
				)}
			</Dialog>
		</div>
	);
}
