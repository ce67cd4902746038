import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export interface CardProps {
	title?: ReactNode;
	/** Beside the title, quieter. */
	meta?: ReactNode;
	/** At the end of the header. */
	aside?: ReactNode;
	/** The accessible name where there is no title. */
	label?: string;
	id?: string;
	className?: string;
	children: ReactNode;
}

/** The one level of boxes: a hairline, a header, content. */
export function Card({ title, meta, aside, label, id, className, children }: CardProps) {
	const name = label ?? (typeof title === 'string' ? title : undefined);
	const Box = name ? 'section' : 'div';
	return (
		<Box id={id} aria-label={name} className={cn('min-w-0 overflow-clip rounded-card border border-line bg-surface', className)}>
			{(title || aside) && (
				<header className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1">
					{title && <h2 className="text-section font-semibold text-ink">{title}</h2>}
					{meta && <span className="text-meta text-ink-3">{meta}</span>}
					{aside && <span className="ml-auto flex items-center gap-2 text-meta">{aside}</span>}
				</header>
			)}
			{children}
		</Box>
	);
}
