'use client';
import { Button, buttonStyle } from '@interlock/ui/base';
import { Digest, formatCoarse } from '@interlock/ui/data';
import { Download, RefreshCw, ShieldAlert, ShieldCheck } from 'lucide-react';
import { anchoredSentence, DailyAnchors } from './chain-anchors.tsx';
import type { ChainView, CheckpointsView } from './types.ts';

export interface ChainStripProps {
	/** Null while it is walked for the first time. */
	chain: ChainView | null;
	/** Why it could not be walked. */
	chainProblem: string | null;
	/** Null until they are there. */
	checkpoints: CheckpointsView | null;
	checkedAgoMs: number;
	nowMs: number;
	verifying: boolean;
	onVerify: () => void;
	/** Where the whole log is read from. */
	exportHref: string;
	/** Shows an entry by its number. */
	onShow: (n: number) => void;
}

/** Whether the chain holds from the first entry to the head, and how it is anchored outside. A break is the loudest thing on the page. */
export function ChainStrip({ chain, chainProblem, checkpoints, checkedAgoMs, nowMs, verifying, onVerify, exportHref, onShow }: ChainStripProps) {
	const actions = (
		<span className="ml-auto flex gap-2">
			<Button icon={<RefreshCw size={14} aria-hidden />} busy={verifying} onClick={onVerify}>
				Verify now
			</Button>
			<a href={exportHref} download className={buttonStyle({ size: 'sm' })}>
				<Download size={14} aria-hidden />
				Export
			</a>
		</span>
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
				{actions}
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
				{actions}
			</div>
		);
	}
	return (
		<div className="flex flex-wrap items-center gap-x-8 gap-y-3 rounded-card border border-line px-4 py-2.5">
			<div className="flex items-center gap-3" role="status">
				<ShieldCheck size={20} strokeWidth={1.75} aria-hidden className={chain ? 'text-ok' : 'text-ink-3'} />
				<div>
					<p className="font-semibold">{chain ? 'Chain intact' : 'Checking the chain'}</p>
					<p className="text-meta text-ink-2 tabular-nums">
						{chain
							? `${chain.entries.toLocaleString('en-GB')} entries checked ${checkedAgoMs < 10_000 ? 'now' : `${formatCoarse(checkedAgoMs)} ago`}`
							: 'from the first entry to the head'}
					</p>
				</div>
			</div>
			{checkpoints && <DailyAnchors daily={checkpoints.daily} nowMs={nowMs} />}
			<dl className="grid min-w-0 flex-1 basis-60 grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-meta">
				<dt className="text-ink-3">Head</dt>
				<dd>{chain ? <Digest value={chain.head} /> : <span className="text-ink-3">on its way</span>}</dd>
				<dt className="text-ink-3">Anchored</dt>
				<dd className="truncate" title={checkpoints?.publication?.problem ?? checkpoints?.publication?.place}>
					{checkpoints ? anchoredSentence(checkpoints, nowMs) : <span className="text-ink-3">on its way</span>}
				</dd>
			</dl>
			{actions}
		</div>
	);
}
