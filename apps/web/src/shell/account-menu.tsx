'use client';
import { Avatar, Menu, MenuGroup, MenuItem, MenuSeparator } from '@interlock/ui/base';
import { KeyRound, LogOut, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useShell } from './shell-context.tsx';

/** Who is signed in, their password, the way out. */
export function AccountMenu() {
	const { org, user } = useShell();
	return (
		<Menu
			align="end"
			trigger={
				<button type="button" className="grid size-7 cursor-pointer place-items-center rounded-full">
					<Avatar name={user.name} size="md" />
					<span className="sr-only">Account of {user.name}</span>
				</button>
			}
		>
			<MenuGroup
				label={
					<>
						<span className="block font-strong text-ink">{user.name}</span>
						{user.email}
					</>
				}
			>
				<MenuSeparator />
				<MenuItem icon={<SlidersHorizontal size={14} aria-hidden />} render={<Link href={`/${org.slug}/settings/preferences`} />}>
					Preferences
				</MenuItem>
				<MenuItem icon={<KeyRound size={14} aria-hidden />} render={<Link href={`/${org.slug}/settings/security`} />}>
					Password and passkeys
				</MenuItem>
				<MenuItem icon={<LogOut size={14} aria-hidden />} onSelect={() => void leave()}>
					Sign out
				</MenuItem>
			</MenuGroup>
		</Menu>
	);
}

async function leave(): Promise<void> {
	const { signOut } = await import('next-auth/react');
	await signOut({ callbackUrl: '/sign-in' });
}
