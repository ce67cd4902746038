'use client';
import { cn } from '@interlock/ui/base';
import { PageHead } from '@interlock/ui/shell';
import Link from 'next/link';
import type { ReactNode } from 'react';

/** The settings of an organization: sections beside the one in view. */
export function SettingsFrame({
	org,
	section,
	children,
}: {
	org: string;
	section: 'members' | 'tokens' | 'out-of-office' | 'security' | 'preferences';
	children: ReactNode;
}) {
	const link = (key: typeof section, label: string) => (
		<Link
			href={`/${org}/settings/${key}`}
			ref={section === key ? showHere : undefined}
			aria-current={section === key ? 'page' : undefined}
			className={cn(
				'flex h-7 items-center rounded-control px-2 whitespace-nowrap text-ink-2 hover:bg-surface-3',
				section === key && 'bg-surface-3 font-strong text-ink',
			)}
		>
			{label}
		</Link>
	);
	return (
		<>
			<div className="border-b border-line">
				<PageHead title="Settings" />
			</div>
			<div className="grid items-start gap-4 px-4 pt-4 pb-6 sm:px-6 md:grid-cols-[148px_minmax(0,1fr)] md:gap-5">
				<nav aria-label="Settings" className="flex gap-1 overflow-x-auto md:flex-col">
					{link('members', 'Members and roles')}
					{link('tokens', 'API tokens')}
					{link('out-of-office', 'Out of office')}
					{link('security', 'Signing in')}
					{link('preferences', 'Preferences')}
				</nav>
				<div className="grid min-w-0 gap-4">{children}</div>
			</div>
		</>
	);
}

/** On a phone the sections are a row that scrolls; the one in view is shown in it. */
function showHere(link: HTMLElement | null): void {
	link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
