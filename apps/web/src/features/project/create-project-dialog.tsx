'use client';
import { slugFrom } from '@interlock/domain/slug';
import { Button, Dialog, Field, Input } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';

export interface CreateProjectProps {
	org: string;
	permit: Permit;
	/** Resolves to the server's refusal, or null when the project was made. */
	onCreate: (name: string) => Promise<string | null>;
}

export function CreateProjectDialog({ org, permit, onCreate }: CreateProjectProps) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState('');
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);
	const slug = slugFrom(name);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		setError(await onCreate(name));
		setBusy(false);
	}

	return (
		<>
			<Button variant="primary" icon={<Plus size={14} aria-hidden />} reason={permit.allowed ? null : permit.reason} onClick={() => setOpen(true)}>
				New project
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title="New project"
				description="The address is made from the name and never changes."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Cancel</Button>
						<Button type="submit" form="create-project" variant="primary" busy={busy}>
							Create project
						</Button>
					</>
				}
			>
				<form id="create-project" onSubmit={(event) => void submit(event)}>
					<Field id="project-name" label="Name" error={error} hint={slug ? <span className="mono">{`/${org}/${slug}`}</span> : '2 to 80 characters'}>
						<Input id="project-name" value={name} invalid={error !== null} autoComplete="off" required onChange={(event) => setName(event.target.value)} />
					</Field>
				</form>
			</Dialog>
		</>
	);
}
