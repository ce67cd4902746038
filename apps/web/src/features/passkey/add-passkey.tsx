'use client';
import { Button, Field, FormDialog, Input } from '@interlock/ui/base';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';
import type { PasskeysViewProps } from './passkeys-view.tsx';

/** Names a new passkey, then lets the browser make it. */
export function AddPasskey({ onProve, onAdd }: Pick<PasskeysViewProps, 'onProve' | 'onAdd'>) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState('');
	const form = useFormDialog(async () => {
		const refusal = await onAdd(name.trim());
		if (refusal === null) setName('');
		return refusal;
	}, setOpen);

	async function begin() {
		if (await onProve()) setOpen(true);
	}

	return (
		<>
			<Button variant="primary" icon={<Plus size={14} aria-hidden />} onClick={() => void begin()}>
				Add a passkey
			</Button>
			<FormDialog
				{...form}
				open={open}
				title="Add a passkey"
				description="Your browser asks where to keep it: on this device, on a phone or a security key, or in a password manager."
				verb="Make passkey"
			>
				<Field id="passkey-name" label="Name" hint="What you will know it by: laptop, key ring.">
					<Input id="passkey-name" value={name} required maxLength={60} autoComplete="off" onChange={(event) => setName(event.target.value)} />
				</Field>
			</FormDialog>
		</>
	);
}
