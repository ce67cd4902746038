'use client';
import { Button, buttonStyle, ErrorState } from '@interlock/ui/base';
import { DataTable, formatUtc, HeadCell, useRowKeys } from '@interlock/ui/data';
import { AuditRow } from '@interlock/ui/govern';
import { PageHead } from '@interlock/ui/shell';
import type { KeyboardEvent } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { NO_FILTER } from './audit-search.ts';
import { ChainStrip, type ChainStripProps } from './chain-strip.tsx';
import { EntryPanel, type EntryPanelProps } from './entry-panel.tsx';
import { FilterBar, type FilterBarProps } from './filter-bar.tsx';
import type { AuditQuery, AuditRowView, ProofView, ShownEntry } from './types.ts';
import { whenOf } from './when-of.ts';

export interface AuditViewProps extends Omit<ChainStripProps, 'onShow'>, Omit<FilterBarProps, 'query' | 'onQuery'> {
	org: { slug: string; name: string };
	rows: readonly AuditRowView[];
	more: boolean;
	/** Nothing was answered yet. */
	loading: boolean;
	/** Why the entries could not be listed. */
	problem: string | null;
	/** Entries sealed since the rows were fetched. */
	newEntries: number;
	onShowNew: () => void;
	query: AuditQuery;
	onQuery: (change: Partial<AuditQuery>) => void;
	/** The entry in the panel, from whatever list knows it. */
	selected: ShownEntry | null;
	/** Those beside it are being fetched. */
	selecting: boolean;
	/** Its proof, null until it is there, and why there is none. */
	proof: ProofView | null;
	proofProblem: string | null;
	erasing: EntryPanelProps['erasing'];
}

/** Everything that was done or refused, sealed in a chain; one entry with its proof. */
export function AuditView({
	org,
	rows,
	more,
	loading,
	problem,
	newEntries,
	onShowNew,
	query,
	onQuery,
	selected,
	selecting,
	proof,
	proofProblem,
	erasing,
	projects,
	live,
	onLive,
	...chain
}: AuditViewProps) {
	const { bodyProps } = useRowKeys();
	useHotkeys(['j', 'k'], () => {
		const body = bodyProps.ref.current;
		if (body && !body.contains(document.activeElement)) body.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus();
	});
	const at = rows.findIndex((row) => row.n === query.entry);
	const last = rows.at(-1);
	const close = () => onQuery({ entry: null });
	function onKeyDown(event: KeyboardEvent) {
		if (event.key === 'Escape' && query.entry !== null) close();
	}

	return (
		<>
			<PageHead title="Audit log" meta={<span className="pt-1 text-ink-3">organization {org.slug}</span>} />
			<section aria-label="Hash chain" className="px-4 pt-1 sm:px-6">
				<ChainStrip {...chain} onShow={(entry) => onQuery({ ...NO_FILTER, entry, before: entry + 1 })} />
			</section>
			<FilterBar query={query} onQuery={onQuery} projects={projects} live={live} onLive={onLive} />
			{/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from wherever the focus is */}
			<div className="grid flex-1 items-start border-t border-line lg:grid-cols-[minmax(0,1fr)_372px]" onKeyDown={onKeyDown}>
				<div className="flex min-w-0 flex-col self-stretch">
					{newEntries > 0 && (
						<div className="flex justify-center border-b border-line bg-surface-2 py-1.5">
							<button type="button" onClick={onShowNew} className={buttonStyle({ size: 'sm' }, 'rounded-full')}>
								{newEntries === rows.length ? `${newEntries} or more` : newEntries} new {newEntries === 1 ? 'entry' : 'entries'}
							</button>
						</div>
					)}
					{problem ? (
						<ErrorState title="The entries could not be listed.">{problem}</ErrorState>
					) : rows.length === 0 ? (
						!loading && <NoEntries query={query} onQuery={onQuery} />
					) : (
						<DataTable label="Audit entries">
							<thead>
								<tr>
									<HeadCell numeric className="pl-4 sm:pl-6">
										Entry
									</HeadCell>
									<HeadCell>When, UTC</HeadCell>
									<HeadCell>Actor</HeadCell>
									<HeadCell className="max-sm:hidden">Action</HeadCell>
									<HeadCell>Target</HeadCell>
									<HeadCell>Source</HeadCell>
									<HeadCell className="pr-4 sm:pr-6">Hash</HeadCell>
								</tr>
							</thead>
							<tbody {...bodyProps}>
								{rows.map((row, i) => (
									<AuditRow
										key={row.n}
										seq={row.n}
										when={
											<time dateTime={row.entry.at} title={formatUtc(Date.parse(row.entry.at))}>
												{whenOf(row.entry.at, chain.nowMs)}
											</time>
										}
										actor={row.entry.actor.name}
										machine={row.entry.actor.kind !== 'user'}
										action={row.entry.action}
										denied={row.entry.decision === 'denied'}
										erases={row.entry.action === 'person.erased'}
										target={<Target row={row} />}
										source={sourceOf(row)}
										hash={row.hash}
										selected={row.n === query.entry}
										reachable={at === -1 ? i === 0 : i === at}
										onSelect={() => onQuery({ entry: row.n === query.entry ? null : row.n })}
									/>
								))}
							</tbody>
						</DataTable>
					)}
					<footer className="sticky bottom-0 mt-auto flex min-h-9 items-center gap-2 border-t border-line bg-surface px-4 text-meta text-ink-2 sm:px-6">
						{rows.length === 1 ? '1 entry' : `${rows.length} entries`}
						{query.before !== null && (
							<Button variant="quiet" onClick={() => onQuery({ before: null })}>
								Newest
							</Button>
						)}
						{more && last && (
							<Button variant="quiet" onClick={() => onQuery({ before: last.n })}>
								Older
							</Button>
						)}
					</footer>
				</div>
				{selected ? (
					<EntryPanel
						shown={selected}
						proof={proof}
						proofProblem={proofProblem}
						erasing={erasing}
						linking={selecting}
						onNewer={at > 0 ? () => onQuery({ entry: rows[at - 1]?.n ?? null }) : null}
						onOlder={at !== -1 && at < rows.length - 1 ? () => onQuery({ entry: rows[at + 1]?.n ?? null }) : null}
						onClose={close}
					/>
				) : (
					<p className="hidden self-stretch border-l border-line px-4 py-16 text-center text-meta text-ink-3 lg:block">
						{query.entry === null || selecting
							? 'Choose an entry to see what changed and its proof.'
							: `The log has no entry ${query.entry.toLocaleString('en-GB')}.`}
					</p>
				)}
			</div>
		</>
	);
}

function NoEntries({ query, onQuery }: Pick<AuditViewProps, 'query' | 'onQuery'>) {
	const fields = (['actor', 'action', 'target', 'project', 'decision'] as const).flatMap((field) =>
		query[field] === null ? [] : [`${field} ${query[field]}`],
	);
	const filter = [...(query.q === '' ? [] : [`“${query.q}”`]), ...fields, ...(query.when === null ? [] : ['the time chosen'])];
	if (filter.length === 0) return <p className="px-4 py-16 text-center text-ink-2">No entry is sealed yet.</p>;
	return (
		<div className="grid justify-items-center gap-3 px-4 py-16 text-center text-ink-2">
			<p>No entry matches {filter.join(', ')}.</p>
			<Button onClick={() => onQuery({ ...NO_FILTER })}>Clear filter</Button>
		</div>
	);
}

function Target({ row: { entry } }: { row: AuditRowView }) {
	const { kind, id, name } = entry.target;
	return (
		<span title={`${kind} ${name ?? id}`}>
			{name ?? `${kind} ${id.slice(0, 8)}`}
			{entry.reason && <span className="text-ink-3">, {entry.reason}</span>}
		</span>
	);
}

function sourceOf({ entry }: AuditRowView): string {
	if (entry.actor.tokenId) return 'token';
	if (entry.actor.workflowId) return 'process';
	return entry.actor.kind === 'user' ? 'session' : 'system';
}
