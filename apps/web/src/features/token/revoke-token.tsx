'use client';
import { Button, FormDialog } from '@interlock/ui/base';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';
import type { TokenRow } from './types.ts';

/** Ends a token at once, for requests and open sockets alike. */
export function RevokeToken({ token, onRevoke }: { token: TokenRow; onRevoke: (id: string) => Promise<string | null> }) {
	const [open, setOpen] = useState(false);
	const form = useFormDialog(() => onRevoke(token.id), setOpen);

	return (
		<>
			<Button variant="quiet" aria-label={`Revoke ${token.name}`} onClick={() => setOpen(true)}>
				Revoke
			</Button>
			<FormDialog
				{...form}
				open={open}
				title={`Revoke ${token.name}?`}
				description="Whatever uses it is refused from now on. It can't be brought back."
				verb="Revoke token"
				cancel="Keep token"
				danger
			/>
		</>
	);
}
