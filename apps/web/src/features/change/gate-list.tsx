'use client';
import { Button, Note } from '@interlock/ui/base';
import { GateRow, type Permit } from '@interlock/ui/review';
import Link from 'next/link';
import { useState } from 'react';
import { ThreadMark } from '../thread/thread-mark.tsx';
import type { GateView } from './types.ts';
import { WaiveDialog } from './waive-dialog.tsx';

export interface Waiving {
	/** Each resolves to the server's refusal, or null when it was done. */
	onWaive: (gate: string, reason: string, until: string) => Promise<string | null>;
	onCountersign: (waiver: string) => Promise<string | null>;
	onRevoke: (waiver: string) => Promise<string | null>;
	/** Trains the revision again once more. */
	onTryAgain: () => Promise<string | null>;
}

const LOUD = { failed: 0, inconclusive: 1, waived: 2, running: 3, pending: 4, passed: 5 };

/** Every gate with why; where one isn't passed, its waiver or the way to one. `waiving`: null once the change is decided. */
export function GateList({ base, gates, waiving }: { base: string; gates: readonly GateView[]; waiving: Waiving | null }) {
	const [asked, setAsked] = useState<GateView | null>(null);
	const [busy, setBusy] = useState<string | null>(null);
	const [error, setError] = useState<string | null>(null);

	async function act(key: string, call: Promise<string | null>) {
		setBusy(key);
		setError(await call);
		setBusy(null);
	}

	return (
		<div className="py-1">
			{[...gates]
				.sort((a, b) => LOUD[a.state] - LOUD[b.state])
				.map((gate) => (
					<GateRow
						key={gate.key}
						state={gate.state}
						title={gate.title}
						figure={<ThreadMark anchor={{ kind: 'gate', gate: gate.key }} />}
						reason={
							<>
								{gate.waiver && <span className="block text-ink">{gate.waiver.sentence}</span>}
								{gate.sentence}
								{gate.detailsUrl && (
									<a href={gate.detailsUrl} rel="noreferrer" className="link ml-1">
										Details
									</a>
								)}
								{gate.run && (
									<Link href={`${base}/runs/${gate.run.id}`} className="link ml-1">
										{gate.run.name}
									</Link>
								)}
								{waiving && <Actions gate={gate} waiving={waiving} busy={busy} onAsk={() => setAsked(gate)} onAct={act} />}
							</>
						}
					/>
				))}
			{error && (
				<Note kind="bad" role="alert">
					{error}
				</Note>
			)}
			{asked && waiving && (
				<WaiveDialog
					gate={asked.title}
					terms={asked.waiveTerms}
					onClose={() => setAsked(null)}
					onWaive={(reason, until) => waiving.onWaive(asked.key, reason, until)}
				/>
			)}
		</div>
	);
}

interface ActionsProps {
	gate: GateView;
	waiving: Waiving;
	busy: string | null;
	onAsk: () => void;
	onAct: (key: string, call: Promise<string | null>) => Promise<void>;
}

/** What can be done about a gate that isn't passed; what the reader may not do says why. */
function Actions({ gate, waiving, busy, onAsk, onAct }: ActionsProps) {
	const { waiver } = gate;
	const stands = waiver !== null && (waiver.state === 'waiting' || waiver.state === 'in-force');
	const judged = gate.state === 'failed' || gate.state === 'inconclusive';
	if (!stands && !judged) return null;
	return (
		<span className="mt-1 flex flex-wrap gap-1.5">
			{gate.tryAgain && gate.state === 'inconclusive' && (
				<Button reason={whyNot(gate.tryAgain)} busy={busy === gate.key} onClick={() => void onAct(gate.key, waiving.onTryAgain())}>
					Try again
				</Button>
			)}
			{!stands && (
				<Button variant="quiet" aria-label={`Waive ${gate.title}`} reason={whyNot(gate.waive)} onClick={onAsk}>
					Waive
				</Button>
			)}
			{waiver?.state === 'waiting' && (
				<Button
					aria-label={`Countersign the waiver of ${gate.title}`}
					reason={whyNot(waiver.countersign)}
					busy={busy === waiver.id}
					onClick={() => void onAct(waiver.id, waiving.onCountersign(waiver.id))}
				>
					Countersign
				</Button>
			)}
			{stands && (
				<Button
					variant="quiet"
					aria-label={`Revoke waiver of ${gate.title}`}
					reason={whyNot(waiver.revoke)}
					busy={busy === `${waiver.id}/revoke`}
					onClick={() => void onAct(`${waiver.id}/revoke`, waiving.onRevoke(waiver.id))}
				>
					Revoke waiver
				</Button>
			)}
		</span>
	);
}

function whyNot(permit: Permit): string | null {
	return permit.allowed ? null : permit.reason;
}
