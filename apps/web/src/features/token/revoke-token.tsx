'use client';
import { Button, Dialog, Note } from '@interlock/ui/base';
import { useState } from 'react';
import type { TokenRow } from './types.ts';

/** Ends a token at once, for requests and open sockets alike. */
export function RevokeToken({ token, onRevoke }: { token: TokenRow; onRevoke: (id: string) => Promise<string | null> }) {
	const [open, setOpen] = useState(false);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function revoke() {
		setBusy(true);
		const refusal = await onRevoke(token.id);
		setBusy(false);
		setError(refusal);
		if (refusal === null) setOpen(false);
	}

	return (
		<>
			<Button variant="quiet" aria-label={`Revoke ${token.name}`} onClick={() => setOpen(true)}>
				Revoke
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title={`Revoke ${token.name}?`}
				description="Whatever uses it is refused from now on. It can't be brought back."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Keep token</Button>
						<Button variant="danger-solid" busy={busy} onClick={() => void revoke()}>
							Revoke token
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
