'use client';
import { Button, Dialog, Field, Input, Note } from '@interlock/ui/base';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { PasskeysViewProps } from './passkeys-view.tsx';

/** Names a new passkey, then lets the browser make it. */
export function AddPasskey({ onProve, onAdd }: Pick<PasskeysViewProps, 'onProve' | 'onAdd'>) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState('');
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function begin() {
		setError(null);
		if (await onProve()) setOpen(true);
	}

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		const refusal = await onAdd(name.trim());
		setBusy(false);
		setError(refusal);
		if (refusal !== null) return;
		setOpen(false);
		setName('');
	}

	return (
		<>
			<Button variant="primary" icon={<Plus size={14} aria-hidden />} onClick={() => void begin()}>
				Add a passkey
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title="Add a passkey"
				description="Your browser asks where to keep it: on this device, on a phone or a security key, or in a password manager."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Cancel</Button>
						<Button type="submit" form="add-passkey" variant="primary" busy={busy}>
							Make passkey
						</Button>
					</>
				}
			>
				<form id="add-passkey" onSubmit={(event) => void submit(event)} className="grid gap-3">
					<Field id="passkey-name" label="Name" hint="What you will know it by: laptop, key ring.">
						<Input id="passkey-name" value={name} required maxLength={60} autoComplete="off" onChange={(event) => setName(event.target.value)} />
					</Field>
					{error && (
						<Note kind="bad" role="alert">
							{error}
						</Note>
					)}
				</form>
			</Dialog>
		</>
	);
}
