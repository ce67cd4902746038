'use client';
import { Card } from '@interlock/ui/base';
import { Cell, DataTable, formatDelta, formatNumber, formatShare, HeadCell } from '@interlock/ui/data';
import type { Behaviour } from './types.ts';

/** How answers moved within each slice: the slices with the largest moves first. */
export function SliceMoves({ behaviour, unit }: { behaviour: Behaviour; unit: string }) {
	const flips = behaviour.task === 'classification';
	const slices = [...behaviour.slices]
		.filter((slice) => slice.changed > 0)
		.sort((a, b) => (flips ? b.changed / b.rows - a.changed / a.rows : b.meanSize - a.meanSize))
		.slice(0, 12);
	if (slices.length === 0) return null;
	return (
		<Card title={flips ? 'Flips by slice' : 'Moves by slice'} meta={flips ? 'largest share first' : `mean${unit && `, ${unit}`}, largest first`}>
			<DataTable label={flips ? 'Flips by slice' : 'Moves by slice'}>
				<thead>
					<tr>
						<HeadCell className="pl-3">Slice</HeadCell>
						<HeadCell numeric>Rows</HeadCell>
						<HeadCell numeric>{flips ? 'Flipped' : 'Size'}</HeadCell>
						<HeadCell numeric>{flips ? 'Share' : 'Move'}</HeadCell>
						<HeadCell numeric className="pr-3">
							Nearer
						</HeadCell>
					</tr>
				</thead>
				<tbody>
					{slices.map((slice) => (
						<tr key={`${slice.column}/${slice.value}`}>
							<Cell className="pl-3">
								<span className="text-meta text-ink-3">{slice.column}</span> <span className="font-strong">{slice.value}</span>
							</Cell>
							<Cell numeric quiet>
								{slice.rows.toLocaleString('en-GB')}
							</Cell>
							<Cell numeric>{flips ? slice.changed.toLocaleString('en-GB') : formatNumber(slice.meanSize, 2)}</Cell>
							<Cell numeric>{flips ? formatShare(slice.changed / slice.rows) : formatDelta(slice.meanMove, 2)}</Cell>
							<Cell numeric className="pr-3">
								{slice.helped + slice.harmed === 0 ? '—' : formatShare(slice.helped / (slice.helped + slice.harmed), 0)}
							</Cell>
						</tr>
					))}
				</tbody>
			</DataTable>
		</Card>
	);
}
