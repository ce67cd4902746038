'use client';
import { Button, Card, CopyButton, Field, Input, Note, Textarea } from '@interlock/ui/base';
import { formatDay, KeyValue } from '@interlock/ui/data';
import type { Permit } from '@interlock/ui/review';
import { type FormEvent, useState } from 'react';
import type { ProjectDetail } from './types.ts';

export interface GeneralCardProps {
	project: Pick<ProjectDetail, 'name' | 'description' | 'createdAtMs' | 'trackingUri'>;
	/** The project's address. */
	base: string;
	mayEdit: Permit;
	/** Resolves to the server's refusal, or null when it was saved. */
	onSave: (edit: { name: string; description: string }) => Promise<string | null>;
}

/** What the project is called and for, and the addresses that never change. */
export function GeneralCard({ project, base, mayEdit, onSave }: GeneralCardProps) {
	const [name, setName] = useState(project.name);
	const [description, setDescription] = useState(project.description);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);
	const same = name.trim() === project.name && description.trim() === project.description;
	const reason = mayEdit.allowed ? (same ? 'Nothing was changed.' : null) : mayEdit.reason;

	async function submit(event: FormEvent) {
		event.preventDefault();
		if (reason !== null) return;
		setBusy(true);
		setError(await onSave({ name, description }));
		setBusy(false);
	}

	return (
		<Card title="General">
			<form onSubmit={(event) => void submit(event)} className="grid gap-3 p-3">
				<Field id="project-name" label="Name" hint="2 to 80 characters.">
					<Input
						id="project-name"
						required
						minLength={2}
						maxLength={80}
						readOnly={!mayEdit.allowed}
						className="read-only:bg-surface-2"
						value={name}
						autoComplete="off"
						onChange={(event) => setName(event.target.value)}
					/>
				</Field>
				<Field id="project-description" label="Description" hint="What problem its models answer. At most 500 characters.">
					<Textarea
						id="project-description"
						rows={3}
						maxLength={500}
						readOnly={!mayEdit.allowed}
						className="read-only:bg-surface-2"
						value={description}
						onChange={(event) => setDescription(event.target.value)}
					/>
				</Field>
				<KeyValue
					entries={[
						{ key: 'Address', value: <span className="mono">{base}</span> },
						{
							key: 'Tracking URI',
							value: (
								<span className="flex items-center gap-1">
									<span className="mono wrap-anywhere">{project.trackingUri}</span>
									<CopyButton text={project.trackingUri} label="Copy the tracking URI" iconOnly />
								</span>
							),
						},
						{ key: 'Created', value: formatDay(project.createdAtMs) },
					]}
				/>
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
				<p id="general-rule" className="text-meta text-ink-3">
					{mayEdit.allowed ? 'The address is made from the first name and never changes: links, tokens and clients name it.' : mayEdit.reason}
				</p>
				<div className="flex justify-end">
					<Button size="md" type="submit" variant="primary" busy={busy} reason={reason} {...(mayEdit.allowed ? {} : { reasonId: 'general-rule' })}>
						Save
					</Button>
				</div>
			</form>
		</Card>
	);
}
