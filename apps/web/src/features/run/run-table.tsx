'use client';
import { Avatar, cn, StateIcon } from '@interlock/ui/base';
import { Sparkline } from '@interlock/ui/chart';
import { Cell, DataTable, decimalsOf, Elapsed, formatMetric, formatNumber, HeadCell, Time, useRowKeys } from '@interlock/ui/data';
import Link from 'next/link';
import type { RunListData, RunListQuery, RunRow } from './types.ts';

export interface RunTableProps {
	base: string;
	data: RunListData;
	query: RunListQuery;
	onQuery: (change: Partial<RunListQuery>) => void;
}

/** Runs with the chosen metrics and parameters as columns, grouped as in the column menus. */
export function RunTable({ base, data, query, onQuery }: RunTableProps) {
	const { bodyProps } = useRowKeys();
	const sortOf = (key: string) => (query.sort === key ? (query.descending ? ('descending' as const) : ('ascending' as const)) : null);
	const sortBy = (key: string) => () => onQuery({ sort: key, descending: query.sort === key ? !query.descending : false, offset: 0 });
	const decimals = Object.fromEntries(query.metrics.map((key) => [key, decimalsOf(data.rows.flatMap((row) => row.metrics[key] ?? []))]));
	const trend = data.rows.some((row) => row.trend.length > 1);
	const groups = [
		{ key: 'metrics', title: 'Metrics', shown: query.metrics.length + (trend ? 1 : 0), count: `${query.metrics.length} of ${data.metricKeys.length}` },
		{ key: 'params', title: 'Parameters', shown: query.params.length, count: `${query.params.length} of ${data.paramKeys.length}` },
		{ key: 'data', title: 'Data and model', shown: 2, count: '' },
		{ key: 'time', title: 'Time', shown: 2, count: '' },
	].filter((group) => group.shown > 0);
	return (
		<DataTable label="Runs" wrapClassName="border-t border-line" className="text-ink-2">
			<thead>
				<tr>
					<th rowSpan={2} scope="col" className={cn(PINNED, 'h-[60px] border-b border-line px-2.5 pl-4 text-left text-meta font-medium text-ink-3 sm:pl-6')}>
						Run
					</th>
					{groups.map((group) => (
						<th
							key={group.key}
							colSpan={group.shown}
							scope="colgroup"
							className={cn(EDGE, 'h-7 border-b px-2.5 text-left text-meta font-strong whitespace-nowrap text-ink-2')}
						>
							{group.title} <span className="font-normal text-ink-3">{group.count}</span>
						</th>
					))}
				</tr>
				<tr>
					{query.metrics.map((key, i) => (
						<HeadCell key={key} numeric className={cn('mono', i === 0 && EDGE)} sort={sortOf(`metrics.${key}`)} onSort={sortBy(`metrics.${key}`)}>
							{key}
						</HeadCell>
					))}
					{trend && (
						<HeadCell className="w-20 text-stamp font-normal">
							<span className="sr-only">{query.metrics[0]} trend, </span>by step
						</HeadCell>
					)}
					{query.params.map((key, i) => (
						<HeadCell key={key} className={cn('mono', i === 0 && EDGE)} sort={sortOf(`params.${key}`)} onSort={sortBy(`params.${key}`)}>
							{key}
						</HeadCell>
					))}
					<HeadCell className={EDGE}>data</HeadCell>
					<HeadCell>model version</HeadCell>
					<HeadCell className={EDGE} sort={sortOf('started')} onSort={sortBy('started')}>
						Started
					</HeadCell>
					<HeadCell numeric className="pr-4 sm:pr-6" sort={sortOf('duration')} onSort={sortBy('duration')}>
						Duration
					</HeadCell>
				</tr>
			</thead>
			<tbody {...bodyProps}>
				{data.rows.map((row, i) => (
					<RunTableRow key={row.id} row={row} base={base} query={query} decimals={decimals} trend={trend} reachable={i === 0} nowMs={data.nowMs} />
				))}
			</tbody>
		</DataTable>
	);
}

const PINNED = 'left-0 z-10 bg-surface sm:sticky';
const EDGE = 'border-l border-line pl-3';

interface RowProps {
	row: RunRow;
	base: string;
	query: RunListQuery;
	/** Per metric, shared by the column. */
	decimals: Record<string, number | null>;
	trend: boolean;
	reachable: boolean;
	nowMs: number;
}

function RunTableRow({ row, base, query, decimals, trend, reachable, nowMs }: RowProps) {
	const live = row.state === 'running' || row.state === 'cancelling';
	return (
		<tr data-row tabIndex={reachable ? 0 : -1} className="group -outline-offset-2 hover:bg-surface-2">
			<Cell className={cn(PINNED, 'pl-4 text-ink group-hover:bg-surface-2 sm:pl-6')}>
				<span className="flex min-w-44 items-center gap-2">
					<StateIcon state={row.state} />
					<Link href={`${base}/${row.id}`} className="max-w-56 truncate font-strong hover:underline">
						{row.name}
					</Link>
					<span className="ml-auto">
						<Avatar name={row.startedBy} machine={row.machine} label={`Started by ${row.startedBy}`} />
					</span>
				</span>
			</Cell>
			{query.metrics.map((key, i) => (
				<Cell key={key} numeric className={cn(i === 0 && EDGE, query.sort === `metrics.${key}` && 'font-strong text-ink')}>
					{metricText(row.metrics[key], decimals[key])}
				</Cell>
			))}
			{trend && (
				<Cell className="pl-0">
					<Sparkline values={row.trend} live={live} />
				</Cell>
			)}
			{query.params.map((key, i) => (
				<Cell key={key} className={cn('max-w-40 truncate', i === 0 && EDGE)}>
					{row.params[key] ?? '—'}
				</Cell>
			))}
			<Cell className={cn(EDGE, 'max-w-48 truncate')}>
				{row.datasets.map((d) => (d.version === null ? d.name : `${d.name} v${d.version}`)).join(', ') || '—'}
			</Cell>
			<Cell className="max-w-48 truncate">{row.model ? `${row.model.name} v${row.model.version}` : '—'}</Cell>
			<Cell className={cn(EDGE, 'text-meta')}>{row.startedAtMs === null ? '—' : <Time ms={row.startedAtMs} nowMs={nowMs} />}</Cell>
			<Cell numeric className="pr-4 sm:pr-6">
				{row.startedAtMs === null ? '—' : <Elapsed fromMs={row.startedAtMs} untilMs={row.endedAtMs} nowMs={nowMs} />}
			</Cell>
		</tr>
	);
}

function metricText(value: number | null | undefined, decimals: number | null | undefined): string {
	if (value === undefined) return '—';
	if (value === null) return 'NaN';
	return typeof decimals === 'number' ? formatNumber(value, decimals) : formatMetric(value);
}
