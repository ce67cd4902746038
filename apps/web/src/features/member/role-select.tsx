'use client';
import { ROLES, type Role } from '@interlock/domain/access';
import { buttonStyle, Menu, MenuCheck, MenuGroup, Tooltip } from '@interlock/ui/base';
import type { Permit } from '@interlock/ui/review';
import { ChevronDown, LoaderCircle } from 'lucide-react';
import { useRef, useState } from 'react';
import { ROLE_TITLES } from './role-rows.ts';

/** A member's roles; each change waits for the server and is in force at once. Changes made while one is on its way follow it. */
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
	const [waiting, setWaiting] = useState(0);
	const [error, setError] = useState<string | null>(null);
	const wanted = useRef(roles);
	const queue = useRef(Promise.resolve());
	if (waiting === 0) wanted.current = roles;
	const titles = ROLES.filter((role) => roles.includes(role)).map((role) => ROLE_TITLES[role]);
	const text = titles.join(', ');
	if (!permit.allowed) {
		return (
			<Tooltip text={permit.reason}>
				<span className="block max-w-40 whitespace-normal text-ink-2" tabIndex={0}>
					{text}
				</span>
			</Tooltip>
		);
	}

	function toggle(role: Role, on: boolean) {
		const next = ROLES.filter((other) => (other === role ? on : wanted.current.includes(other)));
		if (next.length === 0) {
			setError('A member has at least one role; remove the member instead.');
			return;
		}
		wanted.current = next;
		setWaiting((count) => count + 1);
		queue.current = queue.current.then(async () => {
			setError(await onChange(next));
			setWaiting((count) => count - 1);
		});
	}

	return (
		<>
			<Menu
				trigger={
					<button type="button" aria-busy={waiting > 0 || undefined} title={text} className={buttonStyle({}, 'w-34 justify-between')}>
						<span className="truncate">
							<span className="sr-only">Roles of {name}: </span>
							{titles.length > 1 ? `${titles.at(-1)} +${titles.length - 1}` : text}
						</span>
						{waiting > 0 ? (
							<LoaderCircle size={14} aria-hidden className="shrink-0 animate-spin" />
						) : (
							<ChevronDown size={14} aria-hidden className="shrink-0" />
						)}
					</button>
				}
			>
				<MenuGroup label={`Roles of ${name}`}>
					{ROLES.map((role) => (
						<MenuCheck key={role} checked={roles.includes(role)} onChange={(on) => toggle(role, on)}>
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
