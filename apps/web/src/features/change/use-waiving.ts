'use client';
import { useMutation } from '@tanstack/react-query';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import type { Waiving } from './gate-list.tsx';

/** What people do about a change's gates: waivers, and training it again. `digest`: of the revision the reader sees. */
export function useWaiving(at: { org: string; project: string; number: number }, digest: string): Waiving {
	const trpc = useTRPC();
	const waive = useMutation(trpc.change.waive.mutationOptions());
	const countersign = useMutation(trpc.change.countersignWaiver.mutationOptions());
	const revoke = useMutation(trpc.change.revokeWaiver.mutationOptions());
	const again = useMutation(trpc.change.reproduceAgain.mutationOptions());
	return {
		onTryAgain: () => attempt(again.mutateAsync(at)),
		onWaive: (gate, reason, until) => attempt(waive.mutateAsync({ ...at, gate, reason, until, digest })),
		onCountersign: (waiver) => attempt(countersign.mutateAsync({ ...at, waiver })),
		onRevoke: (waiver) => attempt(revoke.mutateAsync({ ...at, waiver })),
	};
}
