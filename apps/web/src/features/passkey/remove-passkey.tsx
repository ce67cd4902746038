'use client';
import { Button, FormDialog } from '@interlock/ui/base';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';
import type { PasskeysViewProps } from './passkeys-view.tsx';
import type { PasskeyItem } from './types.ts';

/** Forgets a passkey, after a fresh proof of who one is. */
export function RemovePasskey({ passkey, onProve, onRemove }: { passkey: PasskeyItem } & Pick<PasskeysViewProps, 'onProve' | 'onRemove'>) {
	const [open, setOpen] = useState(false);
	const form = useFormDialog(() => onRemove(passkey.id), setOpen);

	async function begin() {
		if (await onProve()) setOpen(true);
	}

	return (
		<>
			<Button variant="quiet" aria-label={`Remove ${passkey.name}`} onClick={() => void begin()}>
				Remove
			</Button>
			<FormDialog
				{...form}
				open={open}
				title={`Remove ${passkey.name}?`}
				description="It opens nothing here any more, and every other session of yours ends. It can't be brought back."
				verb="Remove passkey"
				cancel="Keep passkey"
				danger
			/>
		</>
	);
}
