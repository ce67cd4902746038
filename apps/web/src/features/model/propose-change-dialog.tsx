'use client';
import { Button, Field, FormDialog, Input, Select, Textarea } from '@interlock/ui/base';
import { GitPullRequestArrow } from 'lucide-react';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';
import type { ModelDetail, ProposeChange } from './types.ts';

/** Opens a change request for a version: which endpoint, and why. */
export function ProposeChangeDialog({
	model,
	version,
	onPropose,
}: {
	model: ModelDetail;
	version: number;
	onPropose: (change: ProposeChange) => Promise<string | null>;
}) {
	const [open, setOpen] = useState(false);
	const [endpoint, setEndpoint] = useState(model.endpoints[0]?.name ?? null);
	const [title, setTitle] = useState('');
	const [description, setDescription] = useState('');
	const form = useFormDialog(
		async () => (endpoint ? onPropose({ version, endpoint, title: title.trim(), description: description.trim() }) : 'Choose an endpoint.'),
		setOpen,
	);

	const reason = !model.mayPropose.allowed
		? model.mayPropose.reason
		: model.endpoints.length === 0
			? 'This model has no endpoint yet, so there is nothing to change.'
			: null;
	return (
		<>
			<Button variant="primary" icon={<GitPullRequestArrow size={14} aria-hidden />} reason={reason} onClick={() => setOpen(true)}>
				Propose v{version}
			</Button>
			<FormDialog
				{...form}
				open={open}
				title={`Propose ${model.name} v${version}`}
				description="It is compared with what the endpoint runs now, on the data its run held out."
				verb="Open change request"
			>
				<Field id="change-endpoint" label="Endpoint">
					<Select
						id="change-endpoint"
						options={model.endpoints.map((place) => ({ value: place.name, label: place.name, hint: place.environment }))}
						value={endpoint}
						onChange={setEndpoint}
					/>
				</Field>
				<Field id="change-title" label="Title" hint="What changes, in a few words.">
					<Input id="change-title" value={title} required minLength={3} maxLength={160} onChange={(event) => setTitle(event.target.value)} />
				</Field>
				<Field id="change-description" label="Description" hint="Why, and what you checked. Markdown.">
					<Textarea id="change-description" rows={5} value={description} onChange={(event) => setDescription(event.target.value)} />
				</Field>
			</FormDialog>
		</>
	);
}
