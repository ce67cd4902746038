'use client';
import { Button, Card, StateIcon } from '@interlock/ui/base';
import { Cell, DataTable, formatDelta, formatNumber, formatShare, HeadCell } from '@interlock/ui/data';
import { useState } from 'react';
import { ThreadMark } from '../thread/thread-mark.tsx';
import type { Behaviour, ChangeDetail } from './types.ts';

const FIRST = 10;

export interface ChangedAnswersProps {
	behaviour: Behaviour;
	unit: string;
	change: ChangeDetail;
}

/** The rows whose answer changed: how many, and those that moved most. */
export function ChangedAnswers({ behaviour, unit, change }: ChangedAnswersProps) {
	const [all, setAll] = useState(false);
	const { shown } = behaviour;
	const rows = all ? shown : shown.slice(0, FIRST);
	const flips = behaviour.task === 'classification';
	return (
		<Card
			title={flips ? 'Flipped answers' : 'Largest moves'}
			meta={`${behaviour.changed.toLocaleString('en-GB')} of ${behaviour.rows.toLocaleString('en-GB')} answers differ`}
		>
			<p className="border-b border-line px-3 py-2 text-meta text-ink-2">{sentenceOf(behaviour, unit)}</p>
			{rows.length > 0 && (
				<DataTable label={flips ? 'Flipped answers' : 'Rows that moved most'}>
					<thead>
						<tr>
							<HeadCell className="pl-3">Row</HeadCell>
							<HeadCell numeric>Came</HeadCell>
							<HeadCell numeric>{change.base ? `v${change.base.version}` : 'Before'}</HeadCell>
							<HeadCell numeric>v{change.head.version}</HeadCell>
							<HeadCell numeric>Move</HeadCell>
							<HeadCell className="pr-3">Nearer</HeadCell>
						</tr>
					</thead>
					<tbody>
						{rows.map((row) => (
							<tr key={row.row}>
								<Cell mono className="max-w-28 truncate pl-3 sm:max-w-32" title={titleOf(row)}>
									{row.key ?? row.row}
								</Cell>
								<Cell numeric>{formatNumber(row.actual, flips ? 0 : 1)}</Cell>
								<Cell numeric quiet>
									{formatNumber(row.baseline, flips ? 3 : 1)}
								</Cell>
								<Cell numeric className="font-strong">
									{formatNumber(row.candidate, flips ? 3 : 1)}
								</Cell>
								<Cell numeric className="px-1.5">
									{formatDelta(row.move, flips ? 3 : 1)}
								</Cell>
								<Cell className="pr-3 text-meta">
									<span className="inline-flex items-center gap-1">
										{row.helped !== null && <StateIcon state={row.helped ? 'passed' : 'failed'} size={14} />}
										{row.helped === null ? 'as far' : row.helped ? 'yes' : 'no'}
										{row.key !== null && <ThreadMark anchor={{ kind: 'row', key: row.key }} />}
									</span>
								</Cell>
							</tr>
						))}
					</tbody>
				</DataTable>
			)}
			{shown.length > FIRST && (
				<p className="border-t border-line px-3 py-1.5">
					<Button variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
						{all ? `Show the first ${FIRST}` : `Show ${shown.length}`}
					</Button>
				</p>
			)}
		</Card>
	);
}

function sentenceOf({ task, changed, rows, helped, harmed, toYes, toNo, meanMove, meanSize }: Behaviour, unit: string): string {
	const count = (n: number) => n.toLocaleString('en-GB');
	const sides = `${count(helped)} came nearer to what happened, ${count(harmed)} went farther off`;
	if (changed === 0) return 'Both versions answer every row alike.';
	if (task === 'classification') return `${count(toYes)} flip to yes, ${count(toNo)} to no; ${sides}.`;
	const of = unit ? ` ${unit}` : '';
	return `${formatShare(changed / rows)} of the answers moved, by ${formatNumber(meanSize, 2)}${of} on average (${formatDelta(meanMove, 2)} with its sign); ${sides}.`;
}

function titleOf(row: Behaviour['shown'][number]): string {
	return Object.entries(row.slices)
		.map(([column, value]) => `${column} ${value}`)
		.join(', ');
}
