'use client';
import { Avatar, Card, EmptyState, type State, StateBadge, StateIcon, TabLink, TabNav } from '@interlock/ui/base';
import { Cell, DataTable, HeadCell, Pager, Time, useRowKeys } from '@interlock/ui/data';
import { VersionChip } from '@interlock/ui/review';
import { PageHead } from '@interlock/ui/shell';
import { ArrowRight, GitPullRequestArrow } from 'lucide-react';
import Link from 'next/link';
import { stateOf } from './change-state.ts';
import type { ChangeRow, HeadlineTone } from './types.ts';

export type ChangeTab = 'open' | 'closed' | 'all';

export interface ChangeListViewProps {
	place: { org: string; project: string };
	rows: readonly ChangeRow[];
	counts: { open: number; closed: number; all: number };
	tab: ChangeTab;
	/** Where the page begins. */
	offset: number;
	onOffset: (offset: number) => void;
	nowMs: number;
}

/** Rows of a page. */
const PAGE = 50;

/** A project's change requests, newest first, a page at a time. */
export function ChangeListView({ place, rows, counts, tab, offset, onOffset, nowMs }: ChangeListViewProps) {
	const base = `/${place.org}/${place.project}/changes`;
	const { bodyProps } = useRowKeys();
	const link = (key: ChangeTab, label: string) => (
		<TabLink link={<Link href={key === 'open' ? base : `${base}?state=${key}`} />} current={tab === key} count={counts[key]}>
			{label}
		</TabLink>
	);
	if (counts.all === 0) {
		return (
			<>
				<PageHead title="Change requests" />
				<EmptyState icon={<GitPullRequestArrow size={24} aria-hidden />} title="No change request yet">
					A change request proposes a model version for an endpoint: everybody sees the same diff, gates run, the right people approve. Propose one from a model
					version.{' '}
					<Link href={`/${place.org}/${place.project}/models`} className="link">
						Models
					</Link>
				</EmptyState>
			</>
		);
	}
	return (
		<>
			<PageHead title="Change requests" meta={<span className="pt-1 text-ink-3">{counts.all}</span>} />
			<TabNav label="Change requests by state">
				{link('open', 'Open')}
				{link('closed', 'Closed')}
				{link('all', 'All')}
			</TabNav>
			<div className="px-4 py-4 sm:px-6">
				<Card>
					{rows.length === 0 ? (
						<p className="px-3 py-10 text-center text-ink-2">Nothing waits here.</p>
					) : (
						<DataTable label="Change requests">
							<thead>
								<tr>
									<HeadCell className="pl-3">Change request</HeadCell>
									<HeadCell>State</HeadCell>
									<HeadCell>Verdict</HeadCell>
									<HeadCell>Versions</HeadCell>
									<HeadCell>Target</HeadCell>
									<HeadCell>Gates</HeadCell>
									<HeadCell>Approvals</HeadCell>
									<HeadCell className="pr-3">Opened</HeadCell>
								</tr>
							</thead>
							<tbody {...bodyProps}>
								{rows.map((row, i) => (
									<Row key={row.number} row={row} base={base} reachable={i === 0} nowMs={nowMs} />
								))}
							</tbody>
						</DataTable>
					)}
				</Card>
				{counts[tab] > PAGE && (
					<div className="pt-2">
						<Pager noun="change requests" offset={offset} shown={rows.length} total={counts[tab]} pageSize={PAGE} onOffset={onOffset} />
					</div>
				)}
			</div>
		</>
	);
}

const VERDICT: Record<HeadlineTone, State> = { better: 'passed', worse: 'failed', inconclusive: 'inconclusive', pending: 'pending', failed: 'failed' };

function Row({ row, base, reachable, nowMs }: { row: ChangeRow; base: string; reachable: boolean; nowMs: number }) {
	const look = stateOf(row);
	return (
		<tr data-row tabIndex={reachable ? 0 : -1} className="-outline-offset-2 hover:bg-surface-2">
			<Cell className="h-10 pl-3">
				<span className="flex items-center gap-2">
					<Avatar name={row.author} machine={row.machine} label={`Opened by ${row.author}`} />
					<Link href={`${base}/${row.number}`} className="max-w-md truncate font-strong hover:underline">
						{row.title}
					</Link>
					<span className="text-ink-3 tabular-nums">#{row.number}</span>
				</span>
			</Cell>
			<Cell>{row.waitsForYou ? <StateBadge state="waiting-for-you" /> : <StateBadge state={look.state}>{look.word}</StateBadge>}</Cell>
			<Cell>
				<span className="flex items-center gap-1.5">
					<StateIcon state={VERDICT[row.headline.tone]} size={14} />
					{row.headline.title}
				</span>
			</Cell>
			<Cell>
				<span className="flex items-center gap-1.5">
					{row.base === null ? <span className="text-meta text-ink-3">first version</span> : <VersionChip role="champion" version={`v${row.base}`} bare />}
					<ArrowRight size={12} role="img" aria-label="to" className="text-ink-3" />
					<VersionChip role="candidate" version={`v${row.head}`} bare />
				</span>
			</Cell>
			<Cell className="text-ink-2">
				{row.endpoint} / {row.environment}
			</Cell>
			<Cell>
				<Gates gates={row.gates} />
			</Cell>
			<Cell className="text-ink-2 tabular-nums">
				{row.approvals.given} of {row.approvals.needed}
			</Cell>
			<Cell className="pr-3 text-meta text-ink-2">
				<Time ms={row.openedAtMs} nowMs={nowMs} />
			</Cell>
		</tr>
	);
}

function Gates({ gates }: { gates: ChangeRow['gates'] }) {
	const shown = (['failed', 'inconclusive', 'pending', 'waived', 'passed'] as const).filter((state) => gates[state] > 0);
	if (shown.length === 0) return <span className="text-meta text-ink-3">not evaluated</span>;
	return (
		<span className="flex items-center gap-2.5 text-meta text-ink-2 tabular-nums">
			{shown.map((state) => (
				<span key={state} className="inline-flex items-center gap-1">
					<StateIcon state={state} size={14} />
					{gates[state]}
				</span>
			))}
		</span>
	);
}
