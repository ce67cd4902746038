'use client';
import { Button, Card } from '@interlock/ui/base';
import { TrafficSplit } from '@interlock/ui/chart';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { ReasonDialog } from '../reason-dialog.tsx';
import { type RolloutAction, RolloutActions } from './rollout-actions.tsx';
import type { EndpointDetail } from './types.ts';

export interface EndpointTrafficProps {
	endpoint: EndpointDetail;
	onRollout: (action: RolloutAction, reason: string) => Promise<string | null>;
	onRollBack: (reason: string) => Promise<string | null>;
}

/** Who answers now, and the way back. */
export function EndpointTraffic({ endpoint, onRollout, onRollBack }: EndpointTrafficProps) {
	const { rollout, shares } = endpoint;
	const open = rollout && (rollout.state === 'running' || rollout.state === 'paused');
	return (
		<Card title="Traffic">
			<div className="p-3">
				{shares.length === 0 ? (
					<p className="text-meta text-ink-2">No version answers: a request gets 404 with that sentence.</p>
				) : (
					<TrafficSplit shares={shares.map((share) => ({ ...share, key: `${share.role}/${share.version}`, version: `v${share.version}` }))} />
				)}
			</div>
			{open ? <RolloutActions rollout={rollout} onAct={onRollout} /> : <RollBack endpoint={endpoint} onRollBack={onRollBack} />}
		</Card>
	);
}

function RollBack({ endpoint, onRollBack }: Pick<EndpointTrafficProps, 'endpoint' | 'onRollBack'>) {
	const [asking, setAsking] = useState(false);
	const { rollBackTo, mayRollBack } = endpoint;
	if (rollBackTo === null) return null;
	const verb = `Roll back to v${rollBackTo}`;
	return (
		<div className="rounded-b-card border-t border-line bg-surface-2 p-3">
			<Button
				variant="danger"
				size="md"
				className="w-full"
				icon={<Undo2 size={14} aria-hidden />}
				reason={mayRollBack.allowed ? null : mayRollBack.reason}
				onClick={() => setAsking(true)}
			>
				{verb}
			</Button>
			<p className="mt-2 text-meta text-ink-2">Moves all traffic to v{rollBackTo}, holds the endpoint and asks for a reason.</p>
			<ReasonDialog
				open={asking}
				onOpenChange={setAsking}
				title={`${verb}?`}
				description="Nothing rolls out to this endpoint again until a person releases it by approving a change."
				verb={verb}
				danger
				onSubmit={onRollBack}
			/>
		</div>
	);
}
