'use client';
import { ROLES, type Role } from '@interlock/domain/access';
import { Button, Checkbox, Dialog, Field, Input, Note } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ROLE_TITLES } from './role-rows.ts';
import type { NewMember } from './types.ts';

export interface InviteDialogProps {
	permit: Permit;
	/** Resolves to the server's refusal, or null when the person was made a member. */
	onInvite: (member: NewMember) => Promise<string | null>;
}

const NEW_MEMBER: readonly Role[] = ['viewer'];

/** Makes somebody a member; who is new here signs in by a link that is shown once. */
export function InviteDialog({ permit, onInvite }: InviteDialogProps) {
	const [open, setOpen] = useState(false);
	const [name, setName] = useState('');
	const [email, setEmail] = useState('');
	const [roles, setRoles] = useState<readonly Role[]>(NEW_MEMBER);
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	async function submit(event: FormEvent) {
		event.preventDefault();
		setBusy(true);
		const refusal = await onInvite({ name: name.trim(), email: email.trim(), roles: [...roles] });
		setBusy(false);
		setError(refusal);
		if (refusal !== null) return;
		setOpen(false);
		setName('');
		setEmail('');
		setRoles(NEW_MEMBER);
	}

	return (
		<>
			<Button icon={<UserPlus size={14} aria-hidden />} reason={permit.allowed ? null : permit.reason} onClick={() => setOpen(true)}>
				Invite
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title="Invite a member"
				description="No mail is sent: you hand over the sign-in link yourself."
				footer={
					<>
						<Button onClick={() => setOpen(false)}>Cancel</Button>
						<Button type="submit" form="invite" variant="primary" busy={busy}>
							Make sign-in link
						</Button>
					</>
				}
			>
				<form id="invite" onSubmit={(event) => void submit(event)} className="grid gap-4">
					<Field id="invite-name" label="Name">
						<Input id="invite-name" value={name} required maxLength={80} autoComplete="off" onChange={(event) => setName(event.target.value)} />
					</Field>
					<Field id="invite-email" label="E-mail">
						<Input id="invite-email" type="email" value={email} required autoComplete="off" onChange={(event) => setEmail(event.target.value)} />
					</Field>
					<fieldset>
						<legend className="mb-1 text-meta font-strong">Roles</legend>
						<div className="grid grid-cols-2 gap-x-4">
							{ROLES.map((role) => (
								<Checkbox
									key={role}
									label={ROLE_TITLES[role]}
									checked={roles.includes(role)}
									onChange={(on) => setRoles(on ? [...roles, role] : roles.filter((other) => other !== role))}
								/>
							))}
						</div>
					</fieldset>
					{error && (
						<Note kind="bad" role="alert">
							{error}
						</Note>
					)}
				</form>
			</Dialog>
		</>
	);
}
