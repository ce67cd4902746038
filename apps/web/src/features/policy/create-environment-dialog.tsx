'use client';
import { slugFrom } from '@interlock/domain/slug';
import { Button, Dialog, Field, Input } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';

export interface CreateEnvironmentProps {
	permit: Permit;
	/** Resolves to the server's refusal, or null when the environment was made. */
	onCreate: (name: string) => Promise<string | null>;
}

/** A further environment, with a default policy of its own; endpoints are made in it afterwards. */
export function CreateEnvironmentDialog({ permit, onCreate }: CreateEnvironmentProps) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState('');
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		const refusal = await onCreate(slugFrom(name));
		setBusy(false);
		setError(refusal);
		if (refusal === null) setOpen(false);
	}

	return (
		<>
			<Button icon={<Plus size={14} aria-hidden />} reason={permit.allowed ? null : permit.reason} onClick={() => setOpen(true)}>
				New environment
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title="New environment"
				description="It begins with the default policy, which you can edit. Promoting a version to it is a change request of its own."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Cancel</Button>
						<Button type="submit" form="create-environment" variant="primary" busy={busy}>
							Create environment
						</Button>
					</>
				}
			>
				<form id="create-environment" onSubmit={(event) => void submit(event)}>
					<Field id="environment-name" label="Name" error={error} hint={<span className="mono">{slugFrom(name) || 'such as canary-eu'}</span>}>
						<Input id="environment-name" value={name} invalid={error !== null} autoComplete="off" required onChange={(event) => setName(event.target.value)} />
					</Field>
				</form>
			</Dialog>
		</>
	);
}
