'use client';
import { ROLES, type Role } from '@interlock/domain/access';
import { buttonStyle, Menu, MenuCheck, MenuGroup, Tooltip } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { ChevronDown, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { ROLE_TITLES } from './role-rows.ts';

/** A member's roles; each change waits for the server and is in force at once. */
export function RoleSelect({
	name,
	roles,
	permit,
	onChange,
}: {
	name: string;
	roles: readonly Role[];
	permit: Permit;
	onChange: (roles: Role[]) => Promise<string | null>;
}) {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);
	const text = roles.map((role) => ROLE_TITLES[role]).join(', ');
	if (!permit.allowed) {
		return (
			<Tooltip text={permit.reason}>
				<span className="text-ink-2" tabIndex={0}>
					{text}
				</span>
			</Tooltip>
		);
	}

	async function toggle(role: Role, on: boolean) {
		const next = on ? [...roles, role] : roles.filter((other) => other !== role);
		if (next.length === 0) {
			setError('A member has at least one role; remove the member instead.');
			return;
		}
		setBusy(true);
		setError(await onChange(next));
		setBusy(false);
	}

	return (
		<>
			<Menu
				trigger={
					<button type="button" aria-label={`Roles of ${name}: ${text}`} className={buttonStyle({}, 'w-34 justify-between')}>
						<span className="truncate">{text}</span>
						{busy ? <LoaderCircle size={14} aria-hidden className="animate-spin" /> : <ChevronDown size={14} aria-hidden />}
					</button>
				}
			>
				<MenuGroup label={`Roles of ${name}`}>
					{ROLES.map((role) => (
						<MenuCheck key={role} checked={roles.includes(role)} onChange={(on) => void toggle(role, on)}>
							{ROLE_TITLES[role]}
						</MenuCheck>
					))}
				</MenuGroup>
			</Menu>
			{error && (
				<span role="alert" className="mt-1 block max-w-64 text-stamp whitespace-normal text-bad">
					{error}
				</span>
			)}
		</>
	);
}
