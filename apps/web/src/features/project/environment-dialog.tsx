'use client';
import { slugFrom } from '@interlock/domain/slug';
import { Button, Dialog, Field, Input, Textarea } from '@interlock/ui/base';
import { type FormEvent, useState } from 'react';

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
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		const refusal = await onSave({ name: edited?.name ?? slugFrom(name), description });
		setBusy(false);
		setError(refusal);
		if (refusal === null) onClose();
	}

	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={edited ? `Edit ${edited.name}` : 'New environment'}
			description={
				edited
					? 'Its name stands in what people approved and never changes.'
					: 'It begins with the default policy, which you can edit. Promoting a version to it is a change request of its own.'
			}
			footer={
				<>
					<Button onClick={onClose}>Cancel</Button>
					<Button type="submit" form="environment-form" variant="primary" busy={busy}>
						{edited ? 'Save environment' : 'Create environment'}
					</Button>
				</>
			}
		>
			<form id="environment-form" onSubmit={(event) => void submit(event)} className="grid gap-3">
				{!edited && (
					<Field id="environment-name" label="Name" error={error} hint={<span className="mono">{slugFrom(name) || 'such as canary-eu'}</span>}>
						<Input id="environment-name" value={name} invalid={error !== null} autoComplete="off" required onChange={(event) => setName(event.target.value)} />
					</Field>
				)}
				<Field id="environment-description" label="What it is for" hint="At most 500 characters." error={edited ? error : null}>
					<Textarea id="environment-description" rows={2} maxLength={500} value={description} onChange={(event) => setDescription(event.target.value)} />
				</Field>
			</form>
		</Dialog>
	);
}
