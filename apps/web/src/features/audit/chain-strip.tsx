'use client';
import { Button } from '@interlock/ui/base';
import { Digest, formatCoarse } from '@interlock/ui/data';
import { RefreshCw, ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ChainView } from './types.ts';

export interface ChainStripProps {
	/** Null while it is walked for the first time. */
	chain: ChainView | null;
	/** Why it could not be walked. */
	chainProblem: string | null;
	checkedAgoMs: number;
	verifying: boolean;
	onVerify: () => void;
	/** Shows an entry by its number. */
	onShow: (n: number) => void;
}

/** Whether the chain holds from the first entry to the head. A break is the loudest thing on the page. */
export function ChainStrip({ chain, chainProblem, checkedAgoMs, verifying, onVerify, onShow }: ChainStripProps) {
	const verify = (
		<Button icon={<RefreshCw size={14} aria-hidden />} busy={verifying} onClick={onVerify}>
			Verify now
		</Button>
	);
	if (chain && !chain.intact) {
		return (
			<div role="alert" className="flex flex-wrap items-center gap-x-6 gap-y-2 rounded-card border border-bad-line bg-bad-bg px-4 py-2.5">
				<ShieldAlert size={18} strokeWidth={1.75} aria-hidden className="text-bad" />
				<div>
					<p className="font-semibold text-bad">Chain broken</p>
					<p className="text-meta text-ink-2">
						{chain.problem}.{' '}
						<button type="button" className="link cursor-pointer" onClick={() => onShow(chain.firstBad)}>
							Show entry {chain.firstBad.toLocaleString('en-GB')}
						</button>
					</p>
				</div>
				<span className="ml-auto">{verify}</span>
			</div>
		);
	}
	if (chainProblem) {
		return (
			<div role="alert" className="flex flex-wrap items-center gap-x-6 gap-y-2 rounded-card border border-warn-line bg-warn-bg px-4 py-2.5">
				<ShieldAlert size={18} strokeWidth={1.75} aria-hidden className="text-warn" />
				<div>
					<p className="font-semibold">The chain was not checked</p>
					<p className="text-meta text-ink-2">{chainProblem}</p>
				</div>
				<span className="ml-auto">{verify}</span>
			</div>
		);
	}
	return (
		<div className="flex flex-wrap items-center gap-x-8 gap-y-2 rounded-card border border-line px-4 py-2.5">
			<div className="flex items-center gap-3" role="status">
				<ShieldCheck size={18} strokeWidth={1.75} aria-hidden className={chain ? 'text-ok' : 'text-ink-3'} />
				<div>
					<p className="font-semibold">{chain ? 'Chain intact' : 'Checking the chain'}</p>
					<p className="text-meta text-ink-2 tabular-nums">
						{chain
							? `${chain.entries.toLocaleString('en-GB')} entries checked ${checkedAgoMs < 10_000 ? 'now' : `${formatCoarse(checkedAgoMs)} ago`}`
							: 'from the first entry to the head'}
					</p>
				</div>
			</div>
			{chain && (
				<dl className="grid grid-cols-[max-content_1fr] gap-x-4 text-meta">
					<dt className="text-ink-3">Head</dt>
					<dd>
						<Digest value={chain.head} />
					</dd>
				</dl>
			)}
			<span className="ml-auto">{verify}</span>
		</div>
	);
}
