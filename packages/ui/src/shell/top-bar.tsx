import type { ReactNode } from 'react';

/** Where one is, and what concerns oneself. */
export function TopBar({ lead, breadcrumb, children }: { lead?: ReactNode; breadcrumb: ReactNode; children: ReactNode }) {
	return (
		<header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-line bg-surface pr-4 pl-4 sm:pl-6">
			{lead}
			<div className="min-w-0 flex-1">{breadcrumb}</div>
			{children}
		</header>
	);
}

/** Title, facts and actions of a page. */
export function PageHead({ title, meta, actions, children }: { title: ReactNode; meta?: ReactNode; actions?: ReactNode; children?: ReactNode }) {
	return (
		<div className="px-4 pt-4 pb-2 sm:px-6">
			<div className="flex flex-wrap items-center gap-x-3 gap-y-2">
				<h1 className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 text-page font-semibold tracking-title break-words">{title}</h1>
				{meta}
				{actions && <div className="flex flex-wrap items-center gap-2 sm:ml-auto">{actions}</div>}
			</div>
			{children}
		</div>
	);
}
