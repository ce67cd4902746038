'use client';
import { useMutation } from '@tanstack/react-query';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import type { RolloutAction } from './rollout-actions.tsx';

/** Pause, resume, promote and roll back the open rollout of an endpoint; each waits for the server. `version`: the candidate that the reader sees. */
export function useRolloutActions(
	at: { org: string; project: string; endpoint: string },
	version: number | undefined,
): (action: RolloutAction, reason: string) => Promise<string | null> {
	const { deployment } = useTRPC();
	const pause = useMutation(deployment.pause.mutationOptions());
	const resume = useMutation(deployment.resume.mutationOptions());
	const promote = useMutation(deployment.promote.mutationOptions());
	const rollBack = useMutation(deployment.rollBack.mutationOptions());
	return (action, reason) => {
		switch (action) {
			case 'pause':
				return attempt(pause.mutateAsync(at));
			case 'resume':
				return attempt(resume.mutateAsync(at));
			case 'promote':
				return attempt(promote.mutateAsync({ ...at, reason }));
			case 'roll-back':
				return attempt(rollBack.mutateAsync({ ...at, reason, version }));
		}
	};
}
