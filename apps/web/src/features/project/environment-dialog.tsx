'use client';
import { slugFrom } from '@interlock/domain/slug';
import { Field, FormDialog, Input, Textarea } from '@interlock/ui/base';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';

export interface EnvironmentDialogProps {
	/** The environment that is edited; null to make one. */
	edited: { name: string; description: string } | null;
	onClose: () => void;
	/** Resolves to the server's refusal, or null when it was saved. */
	onSave: (environment: { name: string; description: string }) => Promise<string | null>;
}

/** Makes a further environment, with a default policy of its own, or says what one is for. */
export function EnvironmentDialog({ edited, onClose, onSave }: EnvironmentDialogProps) {
	const [name, setName] = useState(edited?.name ?? '');
	const [description, setDescription] = useState(edited?.description ?? '');
	const form = useFormDialog(() => onSave({ name: edited?.name ?? slugFrom(name), description }), onClose);
	const { error } = form;
	return (
		<FormDialog
			{...form}
			error={null}
			open
			title={edited ? `Edit ${edited.name}` : 'New environment'}
			description={
				edited
					? 'Its name stands in what people approved and never changes.'
					: 'It begins with the default policy, which you can edit. Promoting a version to it is a change request of its own.'
			}
			verb={edited ? 'Save environment' : 'Create environment'}
		>
			{!edited && (
				<Field id="environment-name" label="Name" error={error} hint={<span className="mono">{slugFrom(name) || 'such as canary-eu'}</span>}>
					<Input id="environment-name" value={name} invalid={error !== null} autoComplete="off" required onChange={(event) => setName(event.target.value)} />
				</Field>
			)}
			<Field id="environment-description" label="What it is for" hint="At most 500 characters." error={edited ? error : null}>
				<Textarea id="environment-description" rows={2} maxLength={500} value={description} onChange={(event) => setDescription(event.target.value)} />
			</Field>
		</FormDialog>
	);
}
