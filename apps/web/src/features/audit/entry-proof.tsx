'use client';
import { chainInput } from '@interlock/domain/audit';
import { StateBadge } from '@interlock/ui/base';
import { Digest } from '@interlock/ui/data';
import { useEffect, useState } from 'react';
import type { AuditRowView } from './types.ts';

/** The entry's link in the chain, computed again by this browser where it can. */
export function EntryProof({ row, previousHash, linking }: { row: AuditRowView; previousHash: string | null; linking: boolean }) {
	const [recomputed, setRecomputed] = useState<'matches' | 'differs' | null>(null);
	useEffect(() => {
		let current = true;
		setRecomputed(null);
		if (previousHash === null || !globalThis.crypto?.subtle) return;
		void sha256Hex(chainInput(previousHash, row.n, row.leaf)).then((hash) => {
			if (current) setRecomputed(hash === row.hash ? 'matches' : 'differs');
		});
		return () => {
			current = false;
		};
	}, [row, previousHash]);

	return (
		<section aria-label="Proof" className="border-t border-line px-4 py-2.5">
			<h3 className="mb-1.5 flex items-center gap-2 font-semibold">
				Proof
				{recomputed === 'matches' && <StateBadge state="passed">Hash matches</StateBadge>}
				{recomputed === 'differs' && <StateBadge state="failed">Hash differs</StateBadge>}
			</h3>
			<dl className="grid grid-cols-[72px_minmax(0,1fr)_auto] gap-x-2 text-meta leading-[22px]">
				<dt className="text-ink-3">previous</dt>
				<dd>{previousHash ? <Digest value={previousHash} /> : <span className="text-ink-3">{linking ? 'on its way' : 'is not in the log'}</span>}</dd>
				<dd className="text-stamp text-ink-3 tabular-nums">{(row.n - 1).toLocaleString('en-GB')}</dd>
				<dt className="text-ink-3">+ payload</dt>
				<dd>
					<Digest value={row.leaf} />
				</dd>
				<dd className="text-stamp text-ink-3">canonical JSON</dd>
				<dt className="text-ink-3">= entry</dt>
				<dd>
					<Digest value={row.hash} className="font-semibold" />
				</dd>
				<dd className="text-stamp text-ink-3">{recomputed === null ? 'sealed' : 'computed here'}</dd>
			</dl>
		</section>
	);
}

async function sha256Hex(text: string): Promise<string> {
	const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
	return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
