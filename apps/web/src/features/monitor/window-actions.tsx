'use client';
import { Button } from '@interlock/ui/base';
import { Repeat, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { ReasonDialog } from '../reason-dialog.tsx';
import type { DriftDetail } from './types.ts';

export interface WindowActionsProps {
	drift: Pick<DriftDetail, 'mayRun' | 'mayRetrain'>;
	window: string;
	onRun: (window: string) => Promise<string | null>;
	onRetrain: (window: string, reason: string) => Promise<string | null>;
}

/** Judges a window now, or retrains because of it. */
export function WindowActions({ drift, window, onRun, onRetrain }: WindowActionsProps) {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);
	const [asking, setAsking] = useState(false);
	const { mayRun, mayRetrain } = drift;

	async function run() {
		setBusy(true);
		setError(await onRun(window));
		setBusy(false);
	}

	return (
		<>
			{error && (
				<span role="alert" className="text-meta text-bad">
					{error}
				</span>
			)}
			<Button icon={<RefreshCw size={14} aria-hidden />} busy={busy} reason={mayRun.allowed ? null : mayRun.reason} onClick={() => void run()}>
				Judge {window} now
			</Button>
			<Button icon={<Repeat size={14} aria-hidden />} reason={mayRetrain.allowed ? null : mayRetrain.reason} onClick={() => setAsking(true)}>
				Retrain
			</Button>
			<ReasonDialog
				open={asking}
				onOpenChange={setAsking}
				title={`Retrain because of ${window}?`}
				description="A training starts by itself; its candidate opens a change request and never deploys without one."
				verb="Start retrain"
				onSubmit={(reason) => onRetrain(window, reason)}
			/>
		</>
	);
}
