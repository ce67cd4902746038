'use client';
import { Button, buttonStyle, ErrorState, Input, Kbd, Segmented } from '@interlock/ui/base';
import { DataTable, formatStamp, HeadCell, useRowKeys } from '@interlock/ui/data';
import { AuditRow } from '@interlock/ui/govern';
import { PageHead } from '@interlock/ui/shell';
import { ListFilter } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { ChainStrip, type ChainStripProps } from './chain-strip.tsx';
import { EntryPanel } from './entry-panel.tsx';
import type { AuditQuery, AuditRowView, ShownEntry } from './types.ts';

export interface AuditViewProps extends Omit<ChainStripProps, 'onShow'> {
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
	/** Its link is being fetched. */
	selecting: boolean;
}

/** Everything that was done or refused, sealed in a chain; one entry with its proof. */
export function AuditView({ org, rows, more, loading, problem, newEntries, onShowNew, query, onQuery, selected, selecting, ...chain }: AuditViewProps) {
	const { bodyProps } = useRowKeys();
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
				<ChainStrip {...chain} onShow={(entry) => onQuery({ entry, before: entry + 1, q: '', decision: 'all' })} />
			</section>
			<div className="flex flex-wrap items-center gap-2 px-4 py-2.5 sm:px-6">
				<Filter value={query.q} onChange={(q) => onQuery({ q, before: null })} />
				<Segmented
					label="Entries shown"
					value={query.decision}
					options={[
						{ value: 'all', label: 'All' },
						{ value: 'denied', label: 'Denied' },
					]}
					onChange={(decision) => onQuery({ decision, before: null })}
				/>
			</div>
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
										when={<time dateTime={row.entry.at}>{formatStamp(Date.parse(row.entry.at))}</time>}
										actor={row.entry.actor.name}
										machine={row.entry.actor.kind !== 'user'}
										action={row.entry.action}
										denied={row.entry.decision === 'denied'}
										target={row.entry.target.name ?? `${row.entry.target.kind} ${row.entry.target.id.slice(0, 8)}`}
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
						row={selected.row}
						previousHash={selected.previousHash}
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
	if (query.q === '' && query.decision === 'all') return <p className="px-4 py-16 text-center text-ink-2">No entry is sealed yet.</p>;
	return (
		<div className="grid justify-items-center gap-3 px-4 py-16 text-center text-ink-2">
			<p>
				No {query.decision === 'denied' ? 'denied ' : ''}entry {query.q === '' ? 'is in the log' : `matches “${query.q}”`}.
			</p>
			<Button onClick={() => onQuery({ q: '', decision: 'all', before: null })}>Clear filter</Button>
		</div>
	);
}

function sourceOf({ entry }: AuditRowView): string {
	if (entry.actor.tokenId) return 'token';
	if (entry.actor.workflowId) return 'process';
	return entry.actor.kind === 'user' ? 'session' : 'system';
}

function Filter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
	const [text, setText] = useState(value);
	const input = useRef<HTMLInputElement>(null);
	useHotkeys('slash', () => input.current?.focus(), { preventDefault: true });
	useEffect(() => setText(value), [value]);
	function submit(event: FormEvent) {
		event.preventDefault();
		onChange(text.trim());
	}
	return (
		<form role="search" onSubmit={submit} className="w-full sm:w-[340px]">
			<Input
				ref={input}
				id="audit-filter"
				type="search"
				size="sm"
				value={text}
				maxLength={200}
				aria-label="Filter entries"
				placeholder="Filter by action, actor or target"
				leading={<ListFilter size={14} aria-hidden />}
				trailing={<Kbd>/</Kbd>}
				onChange={(event) => setText(event.target.value)}
				onBlur={() => text.trim() !== value && onChange(text.trim())}
			/>
		</form>
	);
}
