import type { ReactElement, ReactNode } from 'react';
import { cloneElement } from 'react';
import { cn } from '../base/cn.ts';

export interface SidebarLinkProps {
	/** The link element, e.g. <Link href="…" />. */
	link: ReactElement<{ className?: string; title?: string; children?: ReactNode; 'aria-current'?: 'page' | undefined }>;
	icon: ReactNode;
	label: string;
	current?: boolean;
	/** Only where it asks for action. */
	count?: ReactNode;
	alarming?: boolean;
}

export function SidebarLink({ link, icon, label, current = false, count, alarming = false }: SidebarLinkProps) {
	return cloneElement(link, {
		title: label,
		'aria-current': current ? 'page' : undefined,
		className: cn(
			'flex h-7 shrink-0 items-center gap-2 rounded-control px-2 font-book text-ink-2 hover:bg-surface-3 md:max-xl:justify-center [&_svg]:shrink-0 [&_svg]:text-ink-3',
			current && 'bg-surface-3 font-strong text-ink [&_svg]:text-ink',
		),
		children: (
			<>
				{icon}
				<span className="truncate md:max-xl:sr-only">{label}</span>
				{count !== undefined && count !== null && (
					<span className={cn('ml-auto text-stamp tabular-nums md:max-xl:sr-only', alarming ? 'font-semibold text-bad' : 'text-ink-3')}>{count}</span>
				)}
			</>
		),
	});
}

export function SidebarGroup({ label, children }: { label?: string; children: ReactNode }) {
	return (
		<div className="flex flex-col gap-0.5 md:max-xl:mt-2">
			{label && <h2 className="px-2 pt-3.5 pb-1 text-stamp font-medium text-ink-3 md:max-xl:sr-only">{label}</h2>}
			{children}
		</div>
	);
}

/** Main navigation: a column on wide screens; the shell shows the same content in a sheet on small ones. */
export function Sidebar({ head, foot, children }: { head: ReactNode; foot: ReactNode; children: ReactNode }) {
	return (
		<aside aria-label="Sidebar" className="flex h-full flex-col gap-0.5 overflow-y-auto bg-bg p-2">
			<div className="mb-2 flex h-10 shrink-0 items-center px-1">{head}</div>
			<nav aria-label="Main" className="flex flex-1 flex-col gap-0.5">
				{children}
			</nav>
			<div className="flex h-9 shrink-0 items-center justify-between px-2 text-meta text-ink-2 md:max-xl:justify-center">{foot}</div>
		</aside>
	);
}
