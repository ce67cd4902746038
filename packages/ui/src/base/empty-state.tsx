import type { ReactNode } from 'react';

export interface EmptyStateProps {
	icon: ReactNode;
	title: string;
	/** What it is for, in a sentence. */
	children?: ReactNode;
	/** One action. */
	action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
	return (
		<div className="mx-auto grid max-w-2xl justify-items-center gap-2 px-4 py-12 text-center">
			<span className="text-ink-3">{icon}</span>
			<h2 className="text-section font-semibold text-ink">{title}</h2>
			{children && <div className="w-full min-w-0 text-ink-2">{children}</div>}
			{action && <div className="mt-2">{action}</div>}
		</div>
	);
}
