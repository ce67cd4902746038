'use client';
import { Button, Field, FormDialog, Input } from '@interlock/ui/base';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';
import type { PasskeysViewProps } from './passkeys-view.tsx';
import type { PasskeyItem } from './types.ts';

/** Gives a passkey another name. */
export function RenamePasskey({ passkey, onRename }: { passkey: PasskeyItem } & Pick<PasskeysViewProps, 'onRename'>) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState(passkey.name);
	const form = useFormDialog(() => onRename(passkey.id, name.trim()), setOpen);
	const id = `rename-${passkey.id}-name`;
	return (
		<>
			<Button variant="quiet" aria-label={`Rename ${passkey.name}`} onClick={() => setOpen(true)}>
				Rename
			</Button>
			<FormDialog {...form} error={null} open={open} title={`Rename ${passkey.name}`} verb="Rename">
				<Field id={id} label="Name" error={form.error}>
					<Input
						id={id}
						value={name}
						required
						maxLength={60}
						autoComplete="off"
						invalid={form.error !== null}
						aria-describedby={form.error ? `${id}-error` : undefined}
						onChange={(event) => setName(event.target.value)}
					/>
				</Field>
			</FormDialog>
		</>
	);
}
