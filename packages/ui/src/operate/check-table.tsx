import type { ReactNode } from 'react';
import { StateIcon } from '../base/state-badge.tsx';
import { type Reading, ReadingTicks } from '../chart/reading-ticks.tsx';
import { Cell, DataTable, HeadCell } from '../data/data-table.tsx';
import type { GateState } from '../review/gate-row.tsx';

export interface CheckRow {
	key: string;
	name: string;
	/** `shown`: nothing is decided by it. */
	state: GateState | 'shown';
	champion: ReactNode;
	candidate: ReactNode;
	/** In words: "rolls back above 15 min". */
	limit: ReactNode;
	readings: readonly Reading[];
}

export interface CheckTableProps {
	label: string;
	/** Column titles: the versions themselves. */
	champion: string;
	candidate: string;
	checks: readonly CheckRow[];
	/** Over the last column, e.g. "Last readings". */
	readingsTitle: string;
}

/** What watches a rollout: both versions, the limit in words, the last readings. */
export function CheckTable({ label, champion, candidate, checks, readingsTitle }: CheckTableProps) {
	return (
		<DataTable label={label}>
			<thead>
				<tr>
					<HeadCell className="pl-3">Check</HeadCell>
					<HeadCell numeric>{champion}</HeadCell>
					<HeadCell numeric>{candidate}</HeadCell>
					<HeadCell>Limit</HeadCell>
					<HeadCell className="pr-3">{readingsTitle}</HeadCell>
				</tr>
			</thead>
			<tbody>
				{checks.map((check) => (
					<tr key={check.key}>
						<Cell className="pl-3 font-strong max-sm:min-w-36 max-sm:whitespace-normal">
							<span className="flex items-center gap-2">
								{check.state === 'shown' ? <span aria-hidden className="w-4 shrink-0" /> : <StateIcon state={check.state} />}
								{check.name}
							</span>
						</Cell>
						<Cell numeric quiet>
							{check.champion}
						</Cell>
						<Cell numeric className="font-semibold">
							{check.candidate}
						</Cell>
						<Cell className="min-w-32 text-meta whitespace-normal text-ink-2">{check.limit}</Cell>
						<Cell className="pr-3">
							{check.state === 'shown' ? <span className="text-meta text-ink-3">shown only</span> : <ReadingTicks readings={check.readings} />}
						</Cell>
					</tr>
				))}
			</tbody>
		</DataTable>
	);
}
