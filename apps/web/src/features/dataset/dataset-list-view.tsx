'use client';
import { Card, EmptyState, Snippet } from '@interlock/ui/base';
import { Cell, DataTable, formatBytes, HeadCell, Time, useRowKeys } from '@interlock/ui/data';
import { PageHead } from '@interlock/ui/shell';
import { Database } from 'lucide-react';
import Link from 'next/link';
import type { DatasetRow } from './types.ts';

export interface DatasetListViewProps {
	place: { org: string; project: string };
	rows: readonly DatasetRow[];
	nowMs: number;
}

/** A project's datasets. */
export function DatasetListView({ place, rows, nowMs }: DatasetListViewProps) {
	const base = `/${place.org}/${place.project}/datasets`;
	const { bodyProps } = useRowKeys();
	return (
		<>
			<PageHead title="Datasets" meta={rows.length > 0 && <span className="pt-1 text-ink-3">{rows.length}</span>} />
			<div className="px-4 pt-2 pb-6 sm:px-6">
				{rows.length === 0 ? (
					<EmptyState icon={<Database size={24} aria-hidden />} title="No dataset yet">
						<p className="mb-4">
							A dataset version is a file by its content: the same bytes give the same version, and a file that breaks an expectation is refused whole.
						</p>
						<Snippet label="command" code={`npm run -s interlock -- dataset push sales january.parquet --project ${place.org}/${place.project}`} />
					</EmptyState>
				) : (
					<Card>
						<DataTable label="Datasets">
							<thead>
								<tr>
									<HeadCell className="pl-3">Dataset</HeadCell>
									<HeadCell numeric>Versions</HeadCell>
									<HeadCell>Newest</HeadCell>
									<HeadCell numeric>Rows</HeadCell>
									<HeadCell numeric>Size</HeadCell>
									<HeadCell className="pr-3">Pushed</HeadCell>
								</tr>
							</thead>
							<tbody {...bodyProps}>
								{rows.map((row, i) => (
									<tr key={row.name} data-row tabIndex={i === 0 ? 0 : -1} className="-outline-offset-2 hover:bg-surface-2">
										<Cell className="h-10 pl-3">
											<Link href={`${base}/${encodeURIComponent(row.name)}`} className="font-strong hover:underline">
												{row.name}
											</Link>
										</Cell>
										<Cell numeric>{row.versions}</Cell>
										<Cell className="text-ink-2">
											{row.latestVersion === null ? '—' : `v${row.latestVersion}${row.latestPeriod ? `, ${row.latestPeriod}` : ''}`}
										</Cell>
										<Cell numeric>{row.latestRows?.toLocaleString('en-GB') ?? '—'}</Cell>
										<Cell numeric quiet>
											{row.latestBytes === null ? '—' : formatBytes(row.latestBytes)}
										</Cell>
										<Cell className="pr-3 text-meta text-ink-2">
											{row.updatedAtMs === null ? '—' : <Time ms={row.updatedAtMs} nowMs={nowMs} />}
											{row.createdBy && ` by ${row.createdBy}`}
										</Cell>
									</tr>
								))}
							</tbody>
						</DataTable>
					</Card>
				)}
			</div>
		</>
	);
}
