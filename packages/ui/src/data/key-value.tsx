import { Fragment, type ReactNode } from 'react';
import { cn } from '../base/cn.ts';

/** Facts about one thing. Entries without a value are left out. */
export function KeyValue({ entries, className }: { entries: readonly { key: string; value: ReactNode }[]; className?: string }) {
	return (
		<dl className={cn('grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-meta leading-5', className)}>
			{entries
				.filter((entry) => entry.value !== null && entry.value !== undefined)
				.map((entry) => (
					<Fragment key={entry.key}>
						<dt className="text-ink-3">{entry.key}</dt>
						<dd className="min-w-0 break-words text-ink">{entry.value}</dd>
					</Fragment>
				))}
		</dl>
	);
}
