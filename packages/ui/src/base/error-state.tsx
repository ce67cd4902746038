import { CircleX } from 'lucide-react';
import type { ReactNode } from 'react';

export interface ErrorStateProps {
	/** What failed: "The runs did not load." */
	title: string;
	/** What still holds, and what to do. */
	children?: ReactNode;
	requestId?: string | null;
	action?: ReactNode;
}

/** One panel's failure; the rest of the page goes on. */
export function ErrorState({ title, children, requestId, action }: ErrorStateProps) {
	return (
		<div role="alert" className="mx-auto grid max-w-xl justify-items-center gap-2 px-4 py-12 text-center">
			<CircleX size={24} aria-hidden className="text-bad" />
			<h2 className="text-section font-semibold text-ink">{title}</h2>
			{children && <div className="text-ink-2">{children}</div>}
			{requestId && (
				<p className="text-meta text-ink-3">
					Request <span className="mono">{requestId}</span>
				</p>
			)}
			{action && <div className="mt-2">{action}</div>}
		</div>
	);
}
