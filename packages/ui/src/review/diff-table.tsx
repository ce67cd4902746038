import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Cell, DataTable, HeadCell } from '../data/data-table.tsx';

export interface DiffRow {
	key: string;
	before: string | null;
	after: string | null;
}

export interface DiffTableProps {
	label: string;
	keyTitle: string;
	rows: readonly DiffRow[];
	/** How many are the same on both sides; they aren't listed. */
	unchanged: number;
	/** What is compared, plural: "parameters". */
	noun: string;
	/** Nothing stands on the other side. */
	first?: boolean;
}

/** Keyed values on both sides; only the differences are listed. */
export function DiffTable({ label, keyTitle, rows, unchanged, noun, first = false }: DiffTableProps) {
	if (rows.length === 0)
		return (
			<p className="px-3 py-2.5 text-meta text-ink-2">
				{first ? '' : 'No difference in '}
				{unchanged.toLocaleString('en-GB')} {noun}
				{first ? ', first version.' : '.'}
			</p>
		);
	return (
		<>
			<DataTable label={label}>
				<thead className="sr-only">
					<tr>
						<HeadCell>{keyTitle}</HeadCell>
						<HeadCell>Champion</HeadCell>
						<HeadCell>Candidate</HeadCell>
						<HeadCell>Kind</HeadCell>
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row.key}>
							<Cell mono className="pl-3 whitespace-normal">
								{row.key}
							</Cell>
							<Cell numeric quiet className="max-w-40 truncate">
								{row.before ?? '—'} <ArrowRight size={12} role="img" aria-label="to" className="ml-1 inline text-ink-3" />
							</Cell>
							<Cell numeric className="max-w-40 truncate font-semibold">
								{row.after ?? '—'}
							</Cell>
							<Cell numeric className="pr-3 text-meta">
								{kindOf(row)}
							</Cell>
						</tr>
					))}
				</tbody>
			</DataTable>
			{unchanged > 0 && (
				<p className="border-t border-line px-3 py-1.5 text-stamp text-ink-3">
					{unchanged.toLocaleString('en-GB')} unchanged {noun} not shown
				</p>
			)}
		</>
	);
}

function kindOf(row: DiffRow): ReactNode {
	if (row.before === null) return <span className="text-ok">added</span>;
	if (row.after === null) return <span className="text-bad">removed</span>;
	return <span className="sr-only">changed</span>;
}
