'use client';
import { Avatar, IconButton, Segmented, StateBadge } from '@interlock/ui/base';
import { formatDay, KeyValue } from '@interlock/ui/data';
import { ChangeLines } from '@interlock/ui/govern';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { changeLines, linesOf } from './change-lines.ts';
import { EntryProof } from './entry-proof.tsx';
import { ErasePerson, type ErasePersonProps } from './erase-person.tsx';
import type { AuditRowView, ProofView, ShownEntry } from './types.ts';

export interface EntryPanelProps {
	shown: ShownEntry;
	/** Those beside it are being fetched. */
	linking: boolean;
	/** Null until it is there. */
	proof: ProofView | null;
	/** Why there is none. */
	proofProblem: string | null;
	/** Erases what the organization knows of the person who acted; null where nobody is named, or nothing is left. */
	erasing: Pick<ErasePersonProps, 'permit' | 'onErase'> | null;
	onNewer: (() => void) | null;
	onOlder: (() => void) | null;
	onClose: () => void;
}

/** One entry: who, what, from where, what changed, and its place in the chain. */
export function EntryPanel({ shown, linking, proof, proofProblem, erasing, onNewer, onOlder, onClose }: EntryPanelProps) {
	const { row } = shown;
	const { entry, n } = row;
	const [side, setSide] = useState<'diff' | 'before' | 'after'>('diff');
	const lines = useMemo(() => {
		if (side === 'diff') return changeLines(entry.before, entry.after);
		return linesOf(side === 'before' ? entry.before : entry.after).map((text) => ({ kind: 'same' as const, text }));
	}, [entry, side]);
	const changed = entry.before !== undefined || entry.after !== undefined;
	return (
		<aside
			aria-label={`Entry ${n}`}
			className="self-stretch overflow-auto border-line bg-surface max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:max-h-[75dvh] max-lg:border-t max-lg:shadow-overlay lg:sticky lg:top-12 lg:max-h-[calc(100dvh-48px)] lg:border-l"
		>
			<header className="flex min-h-10 items-center gap-2 border-b border-line px-4">
				<h2 className="font-semibold tabular-nums">{n.toLocaleString('en-GB')}</h2>
				<span className="mono">{entry.action}</span>
				{entry.decision === 'denied' && <StateBadge state="denied" />}
				<span className="ml-auto flex">
					{onNewer && <IconButton label="Newer entry" icon={<ChevronUp size={16} aria-hidden />} onClick={onNewer} />}
					{onOlder && <IconButton label="Older entry" icon={<ChevronDown size={16} aria-hidden />} onClick={onOlder} />}
					<IconButton label="Close entry" icon={<X size={16} aria-hidden />} onClick={onClose} />
				</span>
			</header>
			<KeyValue
				className="px-4 py-3"
				entries={[
					{ key: 'When', value: `${formatDay(Date.parse(entry.at))}, ${entry.at.slice(11, 23)} UTC` },
					{
						key: 'Actor',
						value: (
							<span className="flex flex-wrap items-center gap-1.5">
								<Avatar name={entry.actor.name} machine={entry.actor.kind !== 'user'} />
								{entry.actor.name}
								{entry.actor.seeded && <span className="text-ink-2">made by the quickstart</span>}
							</span>
						),
					},
					{ key: 'Source', value: sourceOf(row) },
					{ key: 'Target', value: `${entry.target.kind} ${entry.target.name ?? entry.target.id}` },
					{ key: 'Reason', value: entry.reason },
					{ key: 'Erased', value: entry.erased.length > 0 ? `${entry.erased.map((part) => ERASED_WORD[part]).join(', ')}; the hash is kept` : null },
					{ key: 'Bound to', value: entry.subjectDigest && <span className="mono break-all">{entry.subjectDigest}</span> },
				]}
			/>
			{changed && (
				<section aria-label="What changed">
					<div className="flex items-center gap-2 border-t border-line px-4 py-2">
						<h3 className="font-semibold">What changed</h3>
						<span className="ml-auto">
							<Segmented
								label="Side shown"
								value={side}
								options={[
									{ value: 'diff', label: 'Diff' },
									{ value: 'before', label: 'Before' },
									{ value: 'after', label: 'After' },
								]}
								onChange={setSide}
							/>
						</span>
					</div>
					{lines.length === 0 ? <p className="px-4 pb-3 text-meta text-ink-3">Nothing on this side.</p> : <ChangeLines lines={lines} />}
				</section>
			)}
			{erasing && <ErasePerson key={row.n} name={entry.actor.name} {...erasing} />}
			<EntryProof shown={shown} linking={linking} proof={proof} proofProblem={proofProblem} />
		</aside>
	);
}

const ERASED_WORD = { actor: "the actor's name and address", target: 'the name of whom it was done to', reason: 'the reason' } as const;

function sourceOf({ entry }: AuditRowView): string {
	const { actor, request } = entry;
	const by = actor.tokenId ? `token ${actor.tokenId.slice(0, 8)}` : actor.workflowId ? actor.workflowId : actor.kind === 'user' ? 'session' : 'system';
	return [by, request?.ip, actor.auth === 'link' ? 'one-time link' : actor.auth].filter(Boolean).join(', ');
}
