'use client';
import { Button, Checkbox, Field, FormDialog, Input } from '@interlock/ui/base';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';
import type { GroupRow, MemberRow } from './types.ts';

export interface GroupDialogProps {
	/** null: a new one. */
	group: GroupRow | null;
	people: readonly MemberRow[];
	onClose: () => void;
	/** Resolve to the server's refusal, or null. */
	onSave: (group: { name: string; description: string; members: string[] }) => Promise<string | null>;
	onRemove: (name: string) => Promise<string | null>;
}

/** Makes a group, changes whom it has, or removes it. */
export function GroupDialog({ group, people, onClose, onSave, onRemove }: GroupDialogProps) {
	const [name, setName] = useState(group?.name ?? '');
	const [description, setDescription] = useState(group?.description ?? '');
	const [members, setMembers] = useState<string[]>(group?.members.map(({ userId }) => userId) ?? []);
	const save = useFormDialog(() => onSave({ name: name.trim(), description: description.trim(), members }), onClose);
	const removal = useFormDialog(() => (group ? onRemove(group.name) : Promise.resolve(null)), onClose);

	return (
		<FormDialog
			{...save}
			error={save.error ?? removal.error}
			open
			title={group ? `Edit ${group.name}` : 'New group'}
			description="In force at once: approvals of whoever leaves it stop counting."
			verb="Save"
			also={
				group && (
					<Button variant="danger" busy={removal.busy} onClick={removal.onSubmit}>
						Remove
					</Button>
				)
			}
		>
			{!group && (
				<Field id="group-name" label="Name" hint="1 to 40 of a-z, 0-9 and -, such as model-risk.">
					<Input id="group-name" required value={name} onChange={(event) => setName(event.target.value)} />
				</Field>
			)}
			<Field id="group-description" label="What it is for">
				<Input id="group-description" value={description} onChange={(event) => setDescription(event.target.value)} />
			</Field>
			<fieldset className="grid gap-1">
				<legend className="mb-1 text-meta font-strong">Members</legend>
				{people.map(({ userId, name: person }) => (
					<Checkbox
						key={userId}
						label={person}
						checked={members.includes(userId)}
						onChange={(isIn) => setMembers(isIn ? [...members, userId] : members.filter((id) => id !== userId))}
					/>
				))}
			</fieldset>
		</FormDialog>
	);
}
