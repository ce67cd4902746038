'use client';
import { Button, Dialog, Note } from '@interlock/ui/base';
import { useState } from 'react';
import type { PasskeysViewProps } from './passkeys-view.tsx';
import type { PasskeyItem } from './types.ts';

/** Forgets a passkey, after a fresh proof of who one is. */
export function RemovePasskey({ passkey, onProve, onRemove }: { passkey: PasskeyItem } & Pick<PasskeysViewProps, 'onProve' | 'onRemove'>) {
	const [open, setOpen] = useState(false);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function begin() {
		setError(null);
		if (await onProve()) setOpen(true);
	}

	async function remove() {
		setBusy(true);
		const refusal = await onRemove(passkey.id);
		setBusy(false);
		setError(refusal);
		if (refusal === null) setOpen(false);
	}

	return (
		<>
			<Button variant="quiet" aria-label={`Remove ${passkey.name}`} onClick={() => void begin()}>
				Remove
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title={`Remove ${passkey.name}?`}
				description="It opens nothing here any more, and every other session of yours ends. It can't be brought back."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Keep passkey</Button>
						<Button variant="danger-solid" busy={busy} onClick={() => void remove()}>
							Remove passkey
						</Button>
					</>
				}
			>
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
			</Dialog>
		</>
	);
}
