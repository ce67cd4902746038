'use client';
import { Card, Skeleton } from '@interlock/ui/base';
import { DiffTable } from '@interlock/ui/review';
import { DataColumns } from './data-columns.tsx';
import { DataLineage } from './data-lineage.tsx';
import { DataSummary } from './data-summary.tsx';
import { RowChanges } from './row-changes.tsx';
import type { ChangeDetail, Comparison, DataDiff } from './types.ts';

export interface DataViewProps {
	place: { org: string; project: string };
	change: ChangeDetail;
	comparison: Comparison;
	diff: DataDiff | null;
	fetching: boolean;
}

/** The data in figures, each column's shift; beside it where the data goes and which rows changed. */
export function DataView({ place, change, comparison, diff, fetching }: DataViewProps) {
	const { data } = comparison;
	return (
		<div className="grid gap-4">
			{diff && <DataSummary diff={diff} comparison={comparison} />}
			<div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2.3fr)_minmax(0,1fr)]">
				<DataColumns comparison={comparison} />
				<div className="grid min-w-0 gap-4">
					{diff && <DataLineage place={place} change={change} diff={diff} />}
					<Card title="Datasets">
						<DiffTable label="Datasets of both versions" keyTitle="Dataset" noun="datasets" rows={data.datasets.rows} unchanged={data.datasets.unchanged} />
						{data.note && <p className="border-t border-line px-3 py-2 text-meta text-ink-2">{data.note}</p>}
					</Card>
					{diff && diff.schema.length > 0 && (
						<Card title="Schema" meta={diff.schema.length === 1 ? '1 change' : `${diff.schema.length} changes`}>
							<ul className="grid gap-1 px-3 py-2 text-meta text-ink-2">
								{diff.schema.map((one) => (
									<li key={`${one.column}/${one.change}`}>{one.sentence}</li>
								))}
							</ul>
						</Card>
					)}
					{diff?.rows && <RowChanges rows={diff.rows} />}
					{!diff && fetching && <Skeleton className="h-72" />}
				</div>
			</div>
		</div>
	);
}
