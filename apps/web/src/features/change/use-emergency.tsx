'use client';
import { useMutation } from '@tanstack/react-query';
import { Button } from '@interlock/ui/base';
import { Siren } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import type { Outputs } from '../../api/outputs.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useStepUp } from '../session/use-step-up.tsx';
import { BreakGlassDialog } from './break-glass-dialog.tsx';
import { EmergencyReviewDialog } from './emergency-review-dialog.tsx';
import { EmergencyStrip } from './emergency-strip.tsx';

type View = Outputs['change']['get'];

/** The emergency path on the page of a change: the strip over it, the button that asks for it, and their dialogues. */
export function useEmergency(
	at: { org: string; project: string; number: number },
	{ emergency, revision, state }: Pick<View, 'emergency' | 'revision' | 'state'>,
	nowMs: number,
): { strip: ReactNode; action: ReactNode; dialogs: ReactNode } {
	const trpc = useTRPC();
	const request = useMutation(trpc.change.breakGlass.mutationOptions());
	const confirm = useMutation(trpc.change.confirmBreakGlass.mutationOptions());
	const review = useMutation(trpc.change.reviewBreakGlass.mutationOptions());
	const stepUp = useStepUp(emergency.stepUp);
	const [asking, setAsking] = useState(false);
	const [reviewing, setReviewing] = useState<'accepted' | 'rejected' | null>(null);
	const [error, setError] = useState<string | null>(null);
	const { record } = emergency;

	async function afterPassword(act: () => Promise<unknown>): Promise<string | null> {
		if (!(await stepUp.ask())) return 'It needs a fresh proof that it is you.';
		return attempt(act());
	}

	return {
		action: state === 'in-review' && record?.state !== 'requested' && (
			<Button
				variant="danger"
				icon={<Siren size={14} aria-hidden />}
				reason={emergency.request.enabled ? null : emergency.request.sentence}
				onClick={() => setAsking(true)}
			>
				Break glass
			</Button>
		),
		strip: record && record.state !== 'lapsed' && (
			<EmergencyStrip
				record={record}
				confirm={emergency.confirm}
				review={emergency.review}
				nowMs={nowMs}
				error={error}
				onConfirm={async () => setError(await afterPassword(() => confirm.mutateAsync({ ...at, digest: revision.digest })))}
				onReview={setReviewing}
			/>
		),
		dialogs: (
			<>
				<BreakGlassDialog
					open={asking}
					twoPerson={emergency.twoPerson}
					onOpenChange={setAsking}
					onRequest={(reason, incident) => afterPassword(() => request.mutateAsync({ ...at, reason, incident, digest: revision.digest }))}
				/>
				<EmergencyReviewDialog
					verdict={reviewing}
					onClose={() => setReviewing(null)}
					onReview={(verdict, body) => attempt(review.mutateAsync({ ...at, verdict, body }))}
				/>
				{stepUp.dialog}
			</>
		),
	};
}
