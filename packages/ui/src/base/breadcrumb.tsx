import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';

/** The way to this page; the last part is the page itself, the others are links. */
export function Breadcrumb({ parts }: { parts: readonly { key: string; content: ReactNode }[] }) {
	return (
		<nav aria-label="Breadcrumb" className="min-w-0">
			<ol className="flex min-w-0 items-center gap-1.5 text-ink-3">
				{parts.map((part, index) => (
					<Fragment key={part.key}>
						{index > 0 && (
							<li aria-hidden className="hidden shrink-0 sm:block">
								<ChevronRight size={14} />
							</li>
						)}
						<li
							aria-current={index === parts.length - 1 ? 'page' : undefined}
							className={index === parts.length - 1 ? 'truncate font-strong text-ink' : 'hidden max-w-48 truncate sm:block'}
						>
							{part.content}
						</li>
					</Fragment>
				))}
			</ol>
		</nav>
	);
}
