'use client';
import { useMutation } from '@tanstack/react-query';
import { Button, Note } from '@interlock/ui/base';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '../../api/api-provider.tsx';
import { refusalOf } from '../../api/attempt.ts';
import type { ChangeDetail } from './types.ts';

export interface FollowUpsProps {
	place: { org: string; project: string };
	change: ChangeDetail;
}

/** What an applied change leads to, each as a change of its own: the same version in another environment, or the one before it again. */
export function FollowUps({ place, change }: FollowUpsProps) {
	const trpc = useTRPC();
	const router = useRouter();
	const [refusal, setRefusal] = useState<string | null>(null);
	const show = {
		onSuccess: ({ number }: { number: number }) => router.push(`/${place.org}/${place.project}/changes/${number}`),
		onError: (error: unknown) => setRefusal(refusalOf(error)),
	};
	const promote = useMutation(trpc.change.promote.mutationOptions(show));
	const revert = useMutation(trpc.change.revert.mutationOptions(show));
	const at = { ...place, number: change.number };
	const permit = change.permits['follow-up'];
	const reason = permit.allowed ? null : permit.reason;
	return (
		<>
			{change.promoteTo.map(({ name, environment }) => (
				<Button key={name} reason={reason} busy={promote.isPending} onClick={() => promote.mutate({ ...at, endpoint: name })}>
					Promote to {environment}
				</Button>
			))}
			{change.base && (
				<Button variant="quiet" reason={reason} busy={revert.isPending} onClick={() => revert.mutate(at)}>
					Revert this change
				</Button>
			)}
			{refusal && (
				<Note kind="bad" role="alert">
					{refusal}
				</Note>
			)}
		</>
	);
}
