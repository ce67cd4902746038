'use client';
import { Button } from '@interlock/ui/base';
import { FastForward, Pause, Play, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { ReasonDialog } from '../reason-dialog.tsx';
import type { RolloutView } from './types.ts';

export type RolloutAction = 'pause' | 'resume' | 'promote' | 'roll-back';

/** Hold, go on, go ahead, go back. What moves traffic against the plan asks for a reason. */
export function RolloutActions({ rollout, onAct }: { rollout: RolloutView; onAct: (action: RolloutAction, reason: string) => Promise<string | null> }) {
	const [asking, setAsking] = useState<'promote' | 'roll-back' | null>(null);
	const [busy, setBusy] = useState<'pause' | 'resume' | null>(null);
	const [error, setError] = useState<string | null>(null);
	const back = rollout.from === null ? 'Roll back' : `Roll back to v${rollout.from}`;
	const next = rollout.steps[rollout.steps.findIndex((step) => step.state === 'running') + 1];
	const { permits } = rollout;
	const operate = permits.operate.allowed ? null : permits.operate.reason;

	async function act(action: 'pause' | 'resume') {
		setBusy(action);
		setError(await onAct(action, ''));
		setBusy(null);
	}

	return (
		<div className="rounded-b-card border-t border-line bg-surface-2 p-3">
			<Button
				variant="danger"
				size="md"
				className="w-full"
				icon={<Undo2 size={14} aria-hidden />}
				reason={permits.rollBack.allowed ? null : permits.rollBack.reason}
				onClick={() => setAsking('roll-back')}
			>
				{back}
			</Button>
			<p className="mt-2 text-meta text-ink-2">
				{rollout.from === null ? 'Takes the candidate off the endpoint' : `Moves all traffic to v${rollout.from}`}, holds the endpoint and asks for a reason.
			</p>
			<div className="mt-2.5 grid grid-cols-2 gap-2">
				{rollout.state === 'paused' ? (
					<Button icon={<Play size={14} aria-hidden />} busy={busy === 'resume'} reason={operate} onClick={() => void act('resume')}>
						Resume
					</Button>
				) : (
					<Button icon={<Pause size={14} aria-hidden />} busy={busy === 'pause'} reason={operate} onClick={() => void act('pause')}>
						Pause
					</Button>
				)}
				<Button icon={<FastForward size={14} aria-hidden />} reason={operate} onClick={() => setAsking('promote')}>
					{next ? `Promote to ${next.title}` : 'Promote'}
				</Button>
			</div>
			{error && (
				<p role="alert" className="mt-2 text-meta text-bad">
					{error}
				</p>
			)}
			<ReasonDialog
				open={asking !== null}
				onOpenChange={(open) => !open && setAsking(null)}
				title={asking === 'promote' ? 'Promote before the evidence is in?' : `${back}?`}
				description={
					asking === 'promote'
						? 'The rollout moves to its next weight although its checks have not decided yet.'
						: 'Nothing rolls out to this endpoint again until a person releases it by approving a change.'
				}
				verb={asking === 'promote' ? 'Promote' : back}
				danger={asking === 'roll-back'}
				onSubmit={(reason) => onAct(asking ?? 'roll-back', reason)}
			/>
		</div>
	);
}
