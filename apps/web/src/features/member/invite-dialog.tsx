'use client';
import { ROLES, type Role } from '@interlock/domain/access';
import { Button, Checkbox, Field, FormDialog, Input } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useFormDialog } from '../../use-form-dialog.ts';
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
	const form = useFormDialog(invite, setOpen);

	async function invite(): Promise<string | null> {
		const refusal = await onInvite({ name: name.trim(), email: email.trim(), roles: [...roles] });
		if (refusal !== null) return refusal;
		setName('');
		setEmail('');
		setRoles(NEW_MEMBER);
		return null;
	}

	return (
		<>
			<Button icon={<UserPlus size={14} aria-hidden />} reason={permit.allowed ? null : permit.reason} onClick={() => setOpen(true)}>
				Invite
			</Button>
			<FormDialog
				{...form}
				open={open}
				title="Invite a member"
				description="No mail is sent: you hand over the sign-in link yourself."
				verb="Make sign-in link"
			>
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
			</FormDialog>
		</>
	);
}
