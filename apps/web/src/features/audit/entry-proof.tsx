'use client';
import { CopyButton, Note, StateBadge } from '@interlock/ui/base';
import { Digest } from '@interlock/ui/data';
import { Check } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { checkEntry, type EntryCheck } from './check-entry.ts';
import type { ProofView, ShownEntry } from './types.ts';

export interface EntryProofProps {
	shown: ShownEntry;
	/** The hashes beside it are being fetched. */
	linking: boolean;
	/** Null until it is there. */
	proof: ProofView | null;
	/** Why there is none. */
	proofProblem: string | null;
}

/** The entry's place in the chain and in the signed tree, computed again by this browser where it can. */
export function EntryProof({ shown: { row, previousHash, nextHash }, linking, proof, proofProblem }: EntryProofProps) {
	const [check, setCheck] = useState<EntryCheck | null>(null);
	useEffect(() => {
		let current = true;
		setCheck(null);
		void checkEntry(row, previousHash, proof).then((found) => {
			if (current) setCheck(found);
		});
		return () => {
			current = false;
		};
	}, [row, previousHash, proof]);
	const wrong = check?.hash === false || check?.inclusion === false || check?.signature === false;

	return (
		<section aria-label="Proof" className="border-t border-line px-4 py-2.5">
			<h3 className="mb-1.5 flex min-h-7 items-center gap-2 font-semibold">
				Proof
				{wrong ? <StateBadge state="failed">Hash differs</StateBadge> : check?.hash && <StateBadge state="passed">Hash matches</StateBadge>}
				<span className="ml-auto">{proof && <CopyButton text={JSON.stringify(proof)} label="Copy proof" />}</span>
			</h3>
			<dl className="grid grid-cols-[76px_minmax(0,1fr)_auto] gap-x-2 text-meta leading-[22px]">
				<Line term="previous" note={(row.n - 1).toLocaleString('en-GB')}>
					{previousHash ? <Digest value={previousHash} /> : <Missing>{linking ? 'on its way' : 'is not in the log'}</Missing>}
				</Line>
				<Line term="+ payload" note="canonical JSON">
					<Digest value={row.leaf} />
				</Line>
				<Line term="= entry" note={check?.hash ? <Recomputed /> : 'sealed'}>
					<Digest value={row.hash} className="font-semibold" />
				</Line>
				<Line term="next" note={nextHash && 'links back'}>
					{nextHash ? <Digest value={nextHash} /> : <Missing>{linking ? 'on its way' : 'none yet'}</Missing>}
				</Line>
				<Line term="in the tree" note={check?.inclusion && <Recomputed />}>
					{proof ? `${proof.proof.length} hashes to the root` : <Missing>{proofProblem ? 'not yet' : 'on its way'}</Missing>}
				</Line>
				{check?.size !== null && check !== null && (
					<Line term="checkpoint" note={check.signature && <Recomputed>signature valid</Recomputed>}>
						{check.size.toLocaleString('en-GB')} entries
					</Line>
				)}
			</dl>
			{proofProblem && <p className="mt-1 text-meta text-ink-2">{proofProblem}</p>}
			{wrong && (
				<Note kind="bad" role="alert" className="mt-2">
					{wrongSentence(check)}
				</Note>
			)}
		</section>
	);
}

function wrongSentence(check: EntryCheck): string {
	if (check.hash === false) return "This browser computed another hash from the entry's bytes and the entry before.";
	if (check.inclusion === false) return 'The proof does not lead from the entry to the root that the checkpoint states.';
	return 'The checkpoint is not signed by the key of this instance.';
}

function Line({ term, note, children }: { term: string; note: ReactNode; children: ReactNode }) {
	return (
		<>
			<dt className="text-ink-3">{term}</dt>
			<dd>{children}</dd>
			<dd className="text-right text-stamp text-ink-3 tabular-nums">{note}</dd>
		</>
	);
}

function Recomputed({ children = 'recomputed' }: { children?: ReactNode }) {
	return (
		<span className="inline-flex items-center gap-1 text-ok">
			<Check size={12} aria-hidden />
			{children}
		</span>
	);
}

function Missing({ children }: { children: ReactNode }) {
	return <span className="text-ink-3">{children}</span>;
}
