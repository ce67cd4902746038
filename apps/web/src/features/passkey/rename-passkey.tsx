'use client';
import { Button, Dialog, Field, Input } from '@interlock/ui/base';
import { type FormEvent, useState } from 'react';
import type { PasskeysViewProps } from './passkeys-view.tsx';
import type { PasskeyItem } from './types.ts';

/** Gives a passkey another name. */
export function RenamePasskey({ passkey, onRename }: { passkey: PasskeyItem } & Pick<PasskeysViewProps, 'onRename'>) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState(passkey.name);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);
	const form = `rename-${passkey.id}`;

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		const refusal = await onRename(passkey.id, name.trim());
		setBusy(false);
		setError(refusal);
		if (refusal === null) setOpen(false);
	}

	return (
		<>
			<Button variant="quiet" aria-label={`Rename ${passkey.name}`} onClick={() => setOpen(true)}>
				Rename
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title={`Rename ${passkey.name}`}
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Cancel</Button>
						<Button type="submit" form={form} variant="primary" busy={busy}>
							Rename
						</Button>
					</>
				}
			>
				<form id={form} onSubmit={(event) => void submit(event)}>
					<Field id={`${form}-name`} label="Name" error={error}>
						<Input
							id={`${form}-name`}
							value={name}
							required
							maxLength={60}
							autoComplete="off"
							invalid={error !== null}
							aria-describedby={error ? `${form}-name-error` : undefined}
							onChange={(event) => setName(event.target.value)}
						/>
					</Field>
				</form>
			</Dialog>
		</>
	);
}
