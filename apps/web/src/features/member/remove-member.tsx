'use client';
import { Button, Dialog, IconButton, Note } from '@interlock/ui/base';
import { UserMinus } from 'lucide-react';
import { useState } from 'react';

/** Takes a person out of the organization; their tokens and sockets end at once. */
export function RemoveMember({ name, onRemove }: { name: string; onRemove: () => Promise<string | null> }) {
	const [open, setOpen] = useState(false);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function remove() {
		setBusy(true);
		const refusal = await onRemove();
		setBusy(false);
		setError(refusal);
		if (refusal === null) setOpen(false);
	}

	return (
		<>
			<IconButton label={`Remove ${name}`} icon={<UserMinus size={16} strokeWidth={1.75} aria-hidden />} onClick={() => setOpen(true)} />
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title={`Remove ${name}?`}
				description="Their tokens stop working at once. What they did stays in the audit log."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Keep member</Button>
						<Button variant="danger-solid" busy={busy} onClick={() => void remove()}>
							Remove member
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
