'use client';
import { ErrorState, Menu, MenuCheck, MenuGroup, buttonStyle, TabLink, TabNav } from '@interlock/ui/base';
import { Pager } from '@interlock/ui/data';
import type { Permit } from '@interlock/ui/review';
import { PageHead } from '@interlock/ui/shell';
import { Columns3 } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { NoRuns } from './no-runs.tsx';
import { RunFilter } from './run-filter.tsx';
import { RunTable } from './run-table.tsx';
import { StartTrainingDialog } from './start-training-dialog.tsx';
import { TrackingUri } from './tracking-uri.tsx';
import type { RunListData, RunListQuery, StartTraining, TrainingChoices } from './types.ts';

export interface RunListViewProps {
	place: { org: string; project: string };
	trackingUri: string;
	data: RunListData;
	query: RunListQuery;
	onQuery: (change: Partial<RunListQuery>) => void;
	/** Runs that started since the rows were fetched. */
	newRuns: number;
	onShowNew: () => void;
	mayStart: Permit;
	/** Null until the dialogue asks for them. */
	choices: TrainingChoices | null;
	onOpenStart: () => void;
	onStart: (training: StartTraining) => Promise<string | null>;
}

/** A project's runs: filter, columns, order and page are in the address. */
export function RunListView(props: RunListViewProps) {
	const { place, trackingUri, data, query, onQuery } = props;
	const base = `/${place.org}/${place.project}/runs`;
	const start = <StartTrainingDialog permit={props.mayStart} choices={props.choices} onOpen={props.onOpenStart} onStart={props.onStart} />;
	if (data.counts.all === 0 && query.q === '' && !data.filterError) return <NoRuns org={place.org} trackingUri={trackingUri} action={start} />;
	const tab = (state: RunListQuery['state'], label: string, count: number) => (
		<TabLink link={<Link href={state === 'all' ? base : `${base}?state=${state}`} />} current={query.state === state} count={count.toLocaleString('en-GB')}>
			{label}
		</TabLink>
	);
	return (
		<>
			<PageHead
				title="Runs"
				meta={<span className="pt-1 text-ink-3 tabular-nums">{data.counts.all.toLocaleString('en-GB')}</span>}
				actions={
					<>
						<TrackingUri uri={trackingUri} />
						{start}
					</>
				}
			/>
			<TabNav label="Runs by state">
				{tab('all', 'All runs', data.counts.all)}
				{tab('running', 'Running', data.counts.running)}
				{tab('failed', 'Failed', data.counts.failed)}
			</TabNav>
			<div className="flex flex-wrap items-center gap-2 px-4 py-2.5 sm:px-6">
				<RunFilter value={query.q} error={data.filterError} onChange={(q) => onQuery({ q, offset: 0 })} />
				<span className="flex-1" />
				<ColumnMenu label="Metrics" keys={data.metricKeys} shown={query.metrics} onChange={(metrics) => onQuery({ metrics })} />
				<ColumnMenu label="Parameters" keys={data.paramKeys} shown={query.params} onChange={(params) => onQuery({ params })} />
			</div>
			{props.newRuns > 0 && (
				<div className="flex justify-center border-t border-line bg-surface-2 py-1.5">
					<button type="button" onClick={props.onShowNew} className={buttonStyle({ size: 'sm' }, 'rounded-full')}>
						{props.newRuns} new {props.newRuns === 1 ? 'run' : 'runs'}
					</button>
				</div>
			)}
			{data.rows.length === 0 ? (
				<Filtered query={query} onQuery={onQuery} error={data.filterError} />
			) : (
				<RunTable base={base} data={data} query={query} onQuery={onQuery} />
			)}
			<footer className="sticky bottom-0 mt-auto flex min-h-9 items-center border-t border-line bg-surface px-4 sm:px-6">
				<Pager
					noun="runs"
					offset={query.offset}
					shown={data.rows.length}
					total={data.total}
					pageSize={data.pageSize}
					onOffset={(offset) => onQuery({ offset })}
				/>
				{data.counts.running > 0 && (
					<span className="ml-auto flex items-center gap-1.5 text-meta text-ink-2">
						<span aria-hidden className="size-1.5 rounded-full bg-ok" />
						{data.counts.running} {data.counts.running === 1 ? 'run' : 'runs'} updating
					</span>
				)}
			</footer>
		</>
	);
}

function ColumnMenu({
	label,
	keys,
	shown,
	onChange,
}: {
	label: string;
	keys: readonly string[];
	shown: readonly string[];
	onChange: (shown: string[]) => void;
}): ReactNode {
	if (keys.length === 0) return null;
	return (
		<Menu
			align="end"
			trigger={
				<button type="button" className={buttonStyle()}>
					<Columns3 size={14} aria-hidden />
					{label}
					<span className="text-ink-3">
						{shown.length} of {keys.length}
					</span>
				</button>
			}
		>
			<MenuGroup label={`${label} shown as columns`}>
				{keys.map((key) => (
					<MenuCheck key={key} checked={shown.includes(key)} onChange={(on) => onChange(on ? [...shown, key] : shown.filter((other) => other !== key))}>
						<span className="mono">{key}</span>
					</MenuCheck>
				))}
			</MenuGroup>
		</Menu>
	);
}

function Filtered({ query, onQuery, error }: { query: RunListQuery; onQuery: RunListViewProps['onQuery']; error: string | null }) {
	const clear = (
		<button type="button" className={buttonStyle()} onClick={() => onQuery({ q: '', state: 'all', offset: 0 })}>
			Clear filter
		</button>
	);
	if (error) {
		return (
			<ErrorState title="The filter could not be read." action={clear}>
				{error}
			</ErrorState>
		);
	}
	return (
		<div className="grid justify-items-center gap-3 px-4 py-16 text-ink-2">
			<p>
				No run {query.state === 'all' ? '' : `that is ${query.state}`} matches {query.q ? <span className="mono text-ink">{query.q}</span> : 'this tab'}.
			</p>
			{clear}
		</div>
	);
}
