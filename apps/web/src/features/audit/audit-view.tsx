'use client';
import { Button, Input, Segmented } from '@interlock/ui/base';
import { DataTable, formatStamp, HeadCell, useRowKeys } from '@interlock/ui/data';
import { AuditRow } from '@interlock/ui/govern';
import { PageHead } from '@interlock/ui/shell';
import { ListFilter } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { ChainStrip } from './chain-strip.tsx';
import { EntryPanel } from './entry-panel.tsx';
import type { AuditQuery, AuditRowView, ChainView } from './types.ts';

export interface AuditViewProps {
	org: { slug: string; name: string };
	rows: readonly AuditRowView[];
	more: boolean;
	query: AuditQuery;
	onQuery: (change: Partial<AuditQuery>) => void;
	/** Null while it is walked. */
	chain: ChainView | null;
	onVerify: () => void;
	verifying: boolean;
}

/** Everything that was done or refused, sealed in a chain; one entry with its proof. */
export function AuditView({ org, rows, more, query, onQuery, chain, onVerify, verifying }: AuditViewProps) {
	const { bodyProps } = useRowKeys();
	const at = rows.findIndex((row) => row.n === query.entry);
	const selected = at === -1 ? null : rows[at];
	const last = rows.at(-1);
	return (
		<>
			<PageHead title="Audit log" meta={<span className="pt-1 text-ink-3">organization {org.slug}</span>} />
			<div className="px-4 pt-1 sm:px-6">
				<ChainStrip chain={chain} verifying={verifying} onVerify={onVerify} onShow={(entry) => onQuery({ entry, before: entry + 1, q: '', decision: 'all' })} />
			</div>
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
			<div className="grid flex-1 items-start border-t border-line lg:grid-cols-[minmax(0,1fr)_372px]">
				<div className="flex min-w-0 flex-col self-stretch">
					{rows.length === 0 ? (
						<p className="px-4 py-16 text-center text-ink-2">{query.q || query.decision === 'denied' ? 'No entry matches. Refusals are entries too.' : 'No entry is sealed yet.'}</p>
					) : (
						<DataTable label="Audit entries">
							<thead>
								<tr>
									<HeadCell numeric className="pl-4 sm:pl-6">
										Entry
									</HeadCell>
									<HeadCell>When, UTC</HeadCell>
									<HeadCell>Actor</HeadCell>
									<HeadCell>Action</HeadCell>
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
										reachable={selected ? row === selected : i === 0}
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
						row={selected}
						previousHash={rows.find((row) => row.n === selected.n - 1)?.hash ?? null}
						onNewer={at > 0 ? () => onQuery({ entry: rows[at - 1]?.n ?? null }) : null}
						onOlder={at < rows.length - 1 ? () => onQuery({ entry: rows[at + 1]?.n ?? null }) : null}
						onClose={() => onQuery({ entry: null })}
					/>
				) : (
					<p className="hidden self-stretch border-l border-line px-4 py-16 text-center text-meta text-ink-3 lg:block">Choose an entry to see what changed and its proof.</p>
				)}
			</div>
		</>
	);
}

function sourceOf({ entry }: AuditRowView): string {
	if (entry.actor.tokenId) return 'token';
	if (entry.actor.workflowId) return 'process';
	return entry.actor.kind === 'user' ? 'session' : 'system';
}

function Filter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
	const [text, setText] = useState(value);
	useEffect(() => setText(value), [value]);
	function submit(event: FormEvent) {
		event.preventDefault();
		onChange(text.trim());
	}
	return (
		<form role="search" onSubmit={submit} className="w-full sm:w-[340px]">
			<Input
				id="audit-filter"
				type="search"
				size="sm"
				value={text}
				aria-label="Filter entries"
				placeholder="Filter by action, actor or target"
				leading={<ListFilter size={14} aria-hidden />}
				onChange={(event) => setText(event.target.value)}
				onBlur={() => text.trim() !== value && onChange(text.trim())}
			/>
		</form>
	);
}
