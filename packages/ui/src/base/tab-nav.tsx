import type { ReactElement, ReactNode } from 'react';
import { cloneElement } from 'react';
import { cn } from './cn.ts';

export interface TabLinkProps {
	/** The link element, e.g. <Link href="…" />: tabs are addresses, so a tab can be shared. */
	link: ReactElement<{ className?: string; children?: ReactNode; 'aria-current'?: 'page' | undefined }>;
	current?: boolean;
	count?: ReactNode;
	alarming?: boolean;
	children: ReactNode;
}

export function TabLink({ link, current = false, count, alarming = false, children }: TabLinkProps) {
	return cloneElement(link, {
		'aria-current': current ? 'page' : undefined,
		className: cn(
			'relative flex h-10 shrink-0 items-center gap-1.5 px-2 font-medium text-ink-2 -outline-offset-2 hover:text-ink',
			current && 'text-ink after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:bg-ink',
		),
		children: (
			<>
				{children}
				{count !== undefined && (
					<span
						className={cn('rounded-full bg-surface-3 px-1.5 text-stamp leading-[18px] text-ink-3 tabular-nums', alarming && 'bg-bad-bg font-semibold text-bad')}
					>
						{count}
					</span>
				)}
			</>
		),
	});
}

/** A row of tabs that are links; `aside` sits at its end. */
export function TabNav({ label, aside, children }: { label: string; aside?: ReactNode; children: ReactNode }) {
	return (
		<div className="flex items-center gap-4 border-b border-line px-4 sm:px-6">
			<nav aria-label={label} className="-mb-px flex min-w-0 flex-1 gap-1 overflow-x-auto overflow-y-hidden pb-px">
				{children}
			</nav>
			{aside && <div className="hidden shrink-0 items-center gap-3 lg:flex">{aside}</div>}
		</div>
	);
}
