'use client';
import { Card, Segmented } from '@interlock/ui/base';
import { Cell, DataTable, HeadCell } from '@interlock/ui/data';
import { useState } from 'react';
import type { DataDiff } from './types.ts';

type Rows = NonNullable<DataDiff['rows']>;
type Kind = 'changed' | 'added' | 'removed';

/** Rows added, removed and changed by their key: how many of each, and the first of them. */
export function RowChanges({ rows }: { rows: Rows }) {
	const first: Kind = rows.changed > 0 ? 'changed' : rows.added > 0 ? 'added' : 'removed';
	const [kind, setKind] = useState<Kind>(first);
	const total = rows[kind];
	const keys = kind === 'changed' ? [] : rows.sample[kind];
	const sampled = kind === 'changed' ? rows.sample.changed.length : keys.length;
	return (
		<Card
			title="Changed rows"
			meta={(rows.added + rows.removed + rows.changed).toLocaleString('en-GB')}
			aside={
				<Segmented
					label="Kind of change"
					value={kind}
					options={[
						{ value: 'changed', label: 'Changed' },
						{ value: 'added', label: 'Added' },
						{ value: 'removed', label: 'Removed' },
					]}
					onChange={setKind}
				/>
			}
		>
			{sampled === 0 ? (
				<p className="px-3 py-2.5 text-meta text-ink-2">No row was {kind}.</p>
			) : (
				<DataTable label={`Rows ${kind}`}>
					<thead>
						<tr>
							<HeadCell className="pl-3">{rows.key.join(' / ')}</HeadCell>
							{kind === 'changed' && <HeadCell>Column</HeadCell>}
							{kind === 'changed' && <HeadCell numeric>Champion&apos;s</HeadCell>}
							<HeadCell numeric className="pr-3">
								{kind === 'changed' ? "Candidate's" : 'Change'}
							</HeadCell>
						</tr>
					</thead>
					<tbody>
						{kind === 'changed'
							? rows.sample.changed.map((cell) => (
									<tr key={`${cell.key}/${cell.column}`}>
										<Cell mono className="max-w-40 truncate pl-3" title={cell.key}>
											{cell.key}
										</Cell>
										<Cell mono>{cell.column}</Cell>
										<Cell numeric>
											<del className="rounded-badge bg-bad-bg px-1 text-bad no-underline">{cell.base ?? 'missing'}</del>
										</Cell>
										<Cell numeric className="pr-3">
											<ins className="rounded-badge bg-ok-bg px-1 text-ok no-underline">{cell.head ?? 'missing'}</ins>
										</Cell>
									</tr>
								))
							: keys.map((key) => (
									<tr key={key}>
										<Cell mono className="max-w-64 truncate pl-3" title={key}>
											{key}
										</Cell>
										<Cell numeric className="pr-3 text-meta text-ink-2">
											row {kind}
										</Cell>
									</tr>
								))}
					</tbody>
				</DataTable>
			)}
			{total > sampled && sampled > 0 && (
				<p className="border-t border-line px-3 py-1.5 text-stamp text-ink-3">
					The first {kind === 'changed' ? 'values' : 'keys'} of {total.toLocaleString('en-GB')} rows {kind}
				</p>
			)}
		</Card>
	);
}
