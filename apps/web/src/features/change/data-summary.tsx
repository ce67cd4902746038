'use client';
import { ArrowRight } from 'lucide-react';
import type { Comparison, DataDiff } from './types.ts';

/** The training data of both versions in a few figures. */
export function DataSummary({ diff, comparison }: { diff: DataDiff; comparison: Comparison }) {
	const { rows, lineage, schema } = diff;
	const sum = (side: DataDiff['lineage']['head']) => (side.some((data) => data.rows === null) ? null : side.reduce((all, data) => all + (data.rows ?? 0), 0));
	const count = (n: number | null) => (n === null ? 'unknown' : n.toLocaleString('en-GB'));
	const shifted = comparison.data.columns.filter((column) => (column.psi ?? 0) >= 0.1).length;
	const figures = [
		{
			name: 'Rows',
			before: lineage.base.length > 0 ? count(sum(lineage.base)) : null,
			after: count(sum(lineage.head)),
			note: rows ? `+${count(rows.added)} −${count(rows.removed)}` : 'not matched by key',
		},
		{ name: 'Rows changed', before: null, after: rows ? count(rows.changed) : '—', note: rows ? `matched by ${rows.key.join(', ')}` : 'not matched by key' },
		{ name: 'Columns', before: null, after: count(comparison.data.columns.length), note: schema.length === 0 ? 'same schema' : `${schema.length} changed` },
		{ name: 'Columns shifted', before: null, after: count(shifted), note: 'PSI 0.1 and above' },
		{
			name: 'Judged on',
			before: null,
			after: count(lineage.holdout.rows),
			note: `${lineage.holdout.name} v${lineage.holdout.version}${lineage.holdout.period ? `, ${lineage.holdout.period}` : ''}`,
		},
	];
	return (
		<dl aria-label="Training data in figures" className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line sm:grid-cols-5">
			{figures.map(({ name, before, after, note }) => (
				<div key={name} className="bg-surface px-3 py-2 max-sm:last:odd:col-span-2">
					<dt className="text-meta text-ink-2">{name}</dt>
					<dd className="flex flex-wrap items-baseline gap-x-1.5 tabular-nums">
						{before !== null && (
							<>
								<span className="text-meta text-ink-3">{before}</span>
								<ArrowRight size={12} role="img" aria-label="to" className="self-center text-ink-3" />
							</>
						)}
						<span className="text-value font-semibold">{after}</span>
					</dd>
					<dd className="text-meta text-ink-2">{note}</dd>
				</div>
			))}
		</dl>
	);
}
