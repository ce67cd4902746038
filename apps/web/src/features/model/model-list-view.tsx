'use client';
import { Card, EmptyState } from '@interlock/ui/base';
import { Cell, DataTable, HeadCell, Time, useRowKeys } from '@interlock/ui/data';
import { VersionChip } from '@interlock/ui/review';
import { PageHead } from '@interlock/ui/shell';
import { Box } from 'lucide-react';
import Link from 'next/link';
import type { ModelRow } from './types.ts';

export interface ModelListViewProps {
	place: { org: string; project: string };
	rows: readonly ModelRow[];
	nowMs: number;
}

/** A project's registered models. */
export function ModelListView({ place, rows, nowMs }: ModelListViewProps) {
	const base = `/${place.org}/${place.project}/models`;
	const { bodyProps } = useRowKeys();
	return (
		<>
			<PageHead title="Models" meta={rows.length > 0 && <span className="pt-1 text-ink-3">{rows.length}</span>} />
			<div className="px-4 pt-2 pb-6 sm:px-6">
				{rows.length === 0 ? (
					<EmptyState icon={<Box size={24} aria-hidden />} title="No model yet">
						A run registers a version with <span className="mono">registered_model_name</span>; its files, signature and lineage are kept by digest from then
						on.
					</EmptyState>
				) : (
					<Card>
						<DataTable label="Models">
							<thead>
								<tr>
									<HeadCell className="pl-3">Model</HeadCell>
									<HeadCell numeric>Versions</HeadCell>
									<HeadCell>Newest</HeadCell>
									<HeadCell>Serving</HeadCell>
									<HeadCell className="pr-3">By</HeadCell>
								</tr>
							</thead>
							<tbody {...bodyProps}>
								{rows.map((row, i) => (
									<tr key={row.name} data-row tabIndex={i === 0 ? 0 : -1} className="-outline-offset-2 hover:bg-surface-2">
										<Cell className="h-10 pl-3">
											<Link href={`${base}/${encodeURIComponent(row.name)}`} className="font-strong hover:underline">
												{row.name}
											</Link>
											{row.description && <span className="ml-2 text-meta text-ink-3">{row.description}</span>}
										</Cell>
										<Cell numeric>{row.versions}</Cell>
										<Cell className="text-ink-2">
											{row.latest ? (
												<>
													v{row.latest.version}, <Time ms={row.latest.createdAtMs} nowMs={nowMs} className="text-meta" />
												</>
											) : (
												'—'
											)}
										</Cell>
										<Cell>
											<span className="flex flex-wrap items-center gap-x-3 gap-y-1">
												{row.serving.length === 0 && <span className="text-meta text-ink-3">nowhere</span>}
												{row.serving.map((place) => (
													<span key={`${place.endpoint}/${place.role}`} className="inline-flex items-center gap-1.5">
														<VersionChip role={place.role} version={`v${place.version}`} bare />
														<span className="text-meta text-ink-2">
															{place.endpoint} / {place.environment}
														</span>
													</span>
												))}
											</span>
										</Cell>
										<Cell className="pr-3 text-meta text-ink-2">{row.latest?.createdBy ?? '—'}</Cell>
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
