'use client';
import { Card, EmptyState, StateBadge } from '@interlock/ui/base';
import { Cell, DataTable, formatNumber, formatStamp, HeadCell, useRowKeys } from '@interlock/ui/data';
import { VersionChip } from '@interlock/ui/review';
import { PageHead } from '@interlock/ui/shell';
import { Rocket } from 'lucide-react';
import Link from 'next/link';
import type { EndpointRow } from './types.ts';

export interface EndpointListViewProps {
	place: { org: string; project: string };
	rows: readonly EndpointRow[];
}

/** A project's endpoints and what each runs. */
export function EndpointListView({ place, rows }: EndpointListViewProps) {
	const base = `/${place.org}/${place.project}/deployments`;
	const { bodyProps } = useRowKeys();
	return (
		<>
			<PageHead title="Deployments" meta={rows.length > 0 && <span className="pt-1 text-ink-3">{rows.length}</span>} />
			<div className="px-4 pt-2 pb-6 sm:px-6">
				{rows.length === 0 ? (
					<EmptyState icon={<Rocket size={24} aria-hidden />} title="No endpoint yet">
						<p>An endpoint is the stable address a model answers on. It serves nothing until a change request is approved and rolled out.</p>
						<p className="mt-2 text-meta text-ink-3">
							Endpoints are made by <span className="mono">POST /api/v1/projects/{`${place.org}/${place.project}`}/endpoints</span>.
						</p>
					</EmptyState>
				) : (
					<Card>
						<DataTable label="Endpoints">
							<thead>
								<tr>
									<HeadCell className="pl-3">Endpoint</HeadCell>
									<HeadCell>Environment</HeadCell>
									<HeadCell>Champion</HeadCell>
									<HeadCell>Rollout</HeadCell>
									<HeadCell numeric>Error, newest window</HeadCell>
									<HeadCell numeric>Drifted columns</HeadCell>
									<HeadCell numeric className="pr-3">
										Predictions, last hour
									</HeadCell>
								</tr>
							</thead>
							<tbody {...bodyProps}>
								{rows.map((row, i) => (
									<tr key={row.name} data-row tabIndex={i === 0 ? 0 : -1} className="-outline-offset-2 hover:bg-surface-2">
										<Cell className="h-10 pl-3">
											<Link href={`${base}/${row.name}`} className="font-strong hover:underline">
												{row.name}
											</Link>
											<span className="ml-2 text-meta text-ink-3">{row.model}</span>
										</Cell>
										<Cell className="text-ink-2">{row.environment}</Cell>
										<Cell>
											{row.championVersion !== null ? (
												<span className="flex items-center gap-2">
													<VersionChip role="champion" version={`v${row.championVersion}`} bare />
													{row.championSinceMs !== null && <span className="text-meta text-ink-3">since {formatStamp(row.championSinceMs)}</span>}
												</span>
											) : (
												<span className="text-meta text-ink-3">serves no version yet</span>
											)}
										</Cell>
										<Cell>
											<Rollout row={row} />
										</Cell>
										<Cell numeric>{row.window ? <WindowError window={row.window} /> : '—'}</Cell>
										<Cell numeric>
											{row.window ? (
												<Link href={`${base}/${row.name}/drift?window=${row.window.window}`} className="inline-block min-w-6 leading-6 hover:underline">
													{row.window.driftedColumns}
												</Link>
											) : (
												'—'
											)}
										</Cell>
										<Cell numeric className="pr-3">
											{row.lastHour.predictions.toLocaleString('en-GB')}
											{row.lastHour.errors > 0 && <span className="ml-1.5 text-meta text-bad">{row.lastHour.errors} failed</span>}
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

function Rollout({ row }: { row: EndpointRow }) {
	if (row.held) return <StateBadge state="paused">Held</StateBadge>;
	if (!row.rollout) return <span className="text-meta text-ink-3">none open</span>;
	const { state, step, shadow, toVersion } = row.rollout;
	return (
		<StateBadge state={state === 'running' ? 'rolling-out' : 'paused'}>
			v{toVersion} {shadow ? 'in shadow' : `at ${step}`}
		</StateBadge>
	);
}

function WindowError({ window }: { window: NonNullable<EndpointRow['window']> }) {
	if (window.error === null) return <span className="text-meta text-ink-3">no labels yet</span>;
	return (
		<span className={window.decayed ? 'font-semibold text-bad' : ''}>
			{formatNumber(window.error, 2)} {window.unit}
			<span className="ml-1.5 text-meta font-normal text-ink-3">{window.window}</span>
		</span>
	);
}
