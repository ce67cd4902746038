'use client';
import { Card, cn, StateIcon } from '@interlock/ui/base';
import { Histogram } from '@interlock/ui/chart';
import { Cell, DataTable, Digest, formatBytes, formatShare, formatStamp, HeadCell, KeyValue } from '@interlock/ui/data';
import { PageHead } from '@interlock/ui/shell';
import Link from 'next/link';
import { RecallButton, RecallNotice } from '../recall/recall-button.tsx';
import type { ColumnView, DatasetDetail } from './types.ts';

export interface DatasetViewProps {
	place: { org: string; project: string };
	dataset: DatasetDetail;
}

/** One dataset: its versions, and the one in view column by column. */
export function DatasetView({ place, dataset }: DatasetViewProps) {
	const here = `/${place.org}/${place.project}/datasets/${encodeURIComponent(dataset.name)}`;
	const { selected } = dataset;
	return (
		<>
			<PageHead
				title={dataset.name}
				meta={<span className="pt-1 text-ink-3">{dataset.versions.length === 1 ? '1 version' : `${dataset.versions.length} versions`}</span>}
				actions={
					selected && (
						<RecallButton
							place={place}
							name={`${dataset.name} version ${selected.version}`}
							subject={{ dataset: { name: dataset.name, version: selected.version } }}
						/>
					)
				}
			/>
			{selected && (
				<RecallNotice
					place={place}
					name={`${dataset.name} version ${selected.version}`}
					subject={{ dataset: { name: dataset.name, version: selected.version } }}
				/>
			)}
			<div className="grid items-start gap-4 px-4 pt-2 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_352px]">
				<div className="grid min-w-0 gap-4">{selected && <Columns version={selected.version} rows={selected.rowCount} columns={selected.columns} />}</div>
				<div className="order-first grid min-w-0 gap-4 lg:order-none">
					<Card title="Versions">
						<ol className="max-h-[420px] overflow-auto" tabIndex={0} aria-label="Versions">
							{dataset.versions.map((version) => (
								<li key={version.version} className="border-b border-line last:border-b-0">
									<Link
										href={`${here}?version=${version.version}`}
										scroll={false}
										aria-current={version.version === selected?.version ? 'true' : undefined}
										className={cn(
											'flex min-h-8 items-center gap-3 px-3 text-meta -outline-offset-2 hover:bg-surface-2',
											version.version === selected?.version && 'bg-surface-3',
										)}
									>
										<span className="w-8 text-body font-strong">v{version.version}</span>
										<span className="text-ink-2">{version.period ?? formatStamp(version.createdAtMs)}</span>
										<span className="ml-auto text-ink-2 tabular-nums">{version.rowCount.toLocaleString('en-GB')} rows</span>
									</Link>
								</li>
							))}
						</ol>
					</Card>
					{selected && (
						<Card title={`v${selected.version}`}>
							<KeyValue
								className="px-3 py-2.5"
								entries={[
									{ key: 'Period', value: selected.period },
									{ key: 'Rows', value: selected.rowCount.toLocaleString('en-GB') },
									{ key: 'Format', value: `${selected.format}, ${formatBytes(selected.sizeBytes)}` },
									{ key: 'Content', value: <Digest value={selected.digest} prefix /> },
									{ key: 'Pushed', value: `${formatStamp(selected.createdAtMs)} by ${selected.createdBy}` },
								]}
							/>
						</Card>
					)}
					{selected && (
						<Card title="Expectations" meta="checked before it was stored">
							{selected.expectations.length === 0 ? (
								<p className="px-3 py-2.5 text-meta text-ink-3">None were declared for this version.</p>
							) : (
								<ul className="py-1.5">
									{selected.expectations.map((sentence) => (
										<li key={sentence} className="flex items-start gap-2 px-3 py-0.5 text-meta">
											<StateIcon state="passed" size={14} />
											{sentence}
										</li>
									))}
								</ul>
							)}
						</Card>
					)}
				</div>
			</div>
		</>
	);
}

function Columns({ version, rows, columns }: { version: number; rows: number; columns: readonly ColumnView[] }) {
	return (
		<Card title="Columns" meta={`v${version}, ${columns.length} columns`}>
			<DataTable label="Columns">
				<thead>
					<tr>
						<HeadCell className="pl-3">Column</HeadCell>
						<HeadCell>Type</HeadCell>
						<HeadCell numeric>Missing</HeadCell>
						<HeadCell numeric>Distinct</HeadCell>
						<HeadCell>Values</HeadCell>
						<HeadCell className="pr-3">Distribution</HeadCell>
					</tr>
				</thead>
				<tbody>
					{columns.map((column) => (
						<tr key={column.name}>
							<Cell mono className="h-[42px] pl-3">
								{column.name}
							</Cell>
							<Cell className="text-meta text-ink-2">{column.type}</Cell>
							<Cell numeric quiet={column.missing === 0}>
								{rows === 0 ? '—' : formatShare(column.missing / rows)}
							</Cell>
							<Cell numeric quiet>
								{column.distinct?.toLocaleString('en-GB') ?? '—'}
							</Cell>
							<Cell className="max-w-72 min-w-48 text-meta whitespace-normal text-ink-2">{column.summary}</Cell>
							<Cell className="w-[180px] min-w-36 pr-3">
								{column.bars.length > 0 && <Histogram reference={column.bars} current={null} label={`${column.name}: ${column.summary}`} />}
							</Cell>
						</tr>
					))}
				</tbody>
			</DataTable>
		</Card>
	);
}
