'use client';
import { slugFrom } from '@interlock/domain/slug';
import { Button, Field, FormDialog, Input } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';

export interface CreateProjectProps {
	org: string;
	permit: Permit;
	/** Resolves to the server's refusal, or null when the project was made. */
	onCreate: (name: string) => Promise<string | null>;
}

export function CreateProjectDialog({ org, permit, onCreate }: CreateProjectProps) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState('');
	const form = useFormDialog(() => onCreate(name), setOpen);
	const slug = slugFrom(name);

	return (
		<>
			<Button variant="primary" icon={<Plus size={14} aria-hidden />} reason={permit.allowed ? null : permit.reason} onClick={() => setOpen(true)}>
				New project
			</Button>
			<FormDialog
				{...form}
				error={null}
				open={open}
				title="New project"
				description="The address is made from the name and never changes."
				verb="Create project"
			>
				<Field id="project-name" label="Name" error={form.error} hint={slug ? <span className="mono">{`/${org}/${slug}`}</span> : '2 to 80 characters'}>
					<Input id="project-name" value={name} invalid={form.error !== null} autoComplete="off" required onChange={(event) => setName(event.target.value)} />
				</Field>
			</FormDialog>
		</>
	);
}
