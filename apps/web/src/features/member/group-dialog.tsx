'use client';
import { Button, Checkbox, Dialog, Field, Input, Note } from '@interlock/ui/base';
import { type FormEvent, useState } from 'react';
import type { GroupsCardProps } from './groups-card.tsx';
import type { GroupRow, MemberRow } from './types.ts';

export interface GroupDialogProps extends Pick<GroupsCardProps, 'onSave' | 'onRemove'> {
	/** null: a new one. */
	group: GroupRow | null;
	people: readonly MemberRow[];
	onClose: () => void;
}

/** Makes a group, changes whom it has, or removes it. */
export function GroupDialog({ group, people, onClose, onSave, onRemove }: GroupDialogProps) {
	const [name, setName] = useState(group?.name ?? '');
	const [description, setDescription] = useState(group?.description ?? '');
	const [members, setMembers] = useState<string[]>(group?.members.map(({ userId }) => userId) ?? []);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function act(work: Promise<string | null>) {
		setBusy(true);
		const refusal = await work;
		setBusy(false);
		setError(refusal);
		if (refusal === null) onClose();
	}

	function submit(event: FormEvent) {
		event.preventDefault();
		void act(onSave({ name: name.trim(), description: description.trim(), members }));
	}

	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={group ? `Edit ${group.name}` : 'New group'}
			description="In force at once: approvals of whoever leaves it stop counting."
			footer={
				<>
					{group && (
						<Button variant="danger" onClick={() => void act(onRemove(group.name))}>
							Remove
						</Button>
					)}
					<Button onClick={onClose}>Cancel</Button>
					<Button type="submit" form="group" variant="primary" busy={busy}>
						Save
					</Button>
				</>
			}
		>
			<form id="group" onSubmit={submit} className="grid gap-4">
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
				{error && (
					<Note kind="bad" role="alert">
						{error}
					</Note>
				)}
			</form>
		</Dialog>
	);
}
