import type { ReactNode } from 'react';
import { TONE_TEXT, type Tone } from '../base/badge.tsx';
import { cn } from '../base/cn.ts';

export interface Stat {
	key: string;
	label: string;
	/** A quieter line under the label. */
	sub?: ReactNode;
	value: ReactNode;
	/** Under the value. */
	note?: ReactNode;
	tone?: Tone;
}

/** A row of figures; on small screens they wrap two to a row. */
export function StatStrip({ label, stats }: { label: string; stats: readonly Stat[] }) {
	return (
		<dl
			aria-label={label}
			className="grid grid-cols-2 overflow-hidden rounded-card border border-line bg-line gap-px sm:grid-cols-3 xl:grid-flow-col xl:auto-cols-fr xl:grid-cols-none"
		>
			{stats.map((stat) => (
				<div key={stat.key} className="bg-surface px-3 py-2">
					<dt className="text-meta text-ink-2">
						{stat.label}
						{stat.sub && <span className="block text-stamp text-ink-3">{stat.sub}</span>}
					</dt>
					<dd className={cn('text-value font-semibold tabular-nums', stat.tone ? TONE_TEXT[stat.tone] : 'text-ink')}>{stat.value}</dd>
					{stat.note && <dd className="text-meta text-ink-2">{stat.note}</dd>}
				</div>
			))}
		</dl>
	);
}
