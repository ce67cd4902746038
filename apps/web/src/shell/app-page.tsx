'use client';
import { Breadcrumb, IconButton } from '@interlock/ui/base';
import { ConnectionBanner, SearchButton, ThemeSwitch, TopBar } from '@interlock/ui/shell';
import { Menu as MenuIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useConnection } from '../live/live-context.tsx';
import { useOpeners } from './app-frame.tsx';
import { AccountMenu } from './account-menu.tsx';
import { useShell } from './shell-context.tsx';

export interface Crumb {
	label: string;
	/** Absent on the page itself. */
	href?: string;
}

/** One page inside the frame: top bar with the way here (`aside`: who else is), and the content. */
export function AppPage({ crumbs, aside, children }: { crumbs: readonly Crumb[]; aside?: ReactNode; children: ReactNode }) {
	const { org, theme } = useShell();
	const { lostForText } = useConnection();
	const open = useOpeners();
	const parts = [{ label: org.slug, href: `/${org.slug}` }, ...crumbs].map((crumb) => ({
		key: `${crumb.label} ${crumb.href ?? ''}`,
		content: crumb.href ? (
			<Link href={crumb.href} className="hover:text-ink">
				{crumb.label}
			</Link>
		) : (
			crumb.label
		),
	}));
	return (
		<>
			<TopBar
				lead={<IconButton label="Open navigation" className="md:hidden" icon={<MenuIcon size={16} aria-hidden />} onClick={open.menu} />}
				breadcrumb={<Breadcrumb parts={parts} />}
			>
				{aside}
				<SearchButton label="Search or jump to" keys="Ctrl K" onClick={open.palette} />
				<ThemeSwitch initial={theme} />
				<AccountMenu />
			</TopBar>
			{lostForText && <ConnectionBanner ageText={lostForText} />}
			<main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
				{children}
			</main>
		</>
	);
}
