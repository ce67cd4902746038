'use client';
import { Button, Note } from '@interlock/ui/base';
import { useMutation, useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { usePermit } from '../../shell/shell-context.tsx';
import { ReasonDialog } from '../reason-dialog.tsx';
import type { RecallSubject } from './types.ts';

export interface RecallProps {
	place: { org: string; project: string };
	/** "flights version 3", as its recall would be called. */
	name: string;
	subject: RecallSubject;
}

/** Marks what the page shows as bad, with a reason, and leads to what depends on it. */
export function RecallButton({ place, name, subject }: RecallProps) {
	const trpc = useTRPC();
	const router = useRouter();
	const permit = usePermit('recall:make');
	const standing = useStanding({ place, subject });
	const make = useMutation(trpc.recall.make.mutationOptions());
	const [asking, setAsking] = useState(false);
	const reason = permit.allowed ? (standing ? 'It is recalled already.' : null) : permit.reason;
	return (
		<>
			<Button variant="quiet" icon={<TriangleAlert size={14} aria-hidden />} reason={reason} onClick={() => setAsking(true)}>
				Recall
			</Button>
			<ReasonDialog
				open={asking}
				onOpenChange={setAsking}
				title={`Recall ${name}?`}
				description="Open changes that depend on it are suspended at once, and rollbacks are proposed for endpoints that serve it. Nothing is rolled back by itself."
				verb="Recall"
				danger
				onSubmit={(why) =>
					attempt(make.mutateAsync({ ...place, ...subject, reason: why }).then((made) => router.push(`/${place.org}/${place.project}/recalls/${made.id}`)))
				}
			/>
		</>
	);
}

/** Says on the page of something recalled that it is, why, and where to see what depends on it. */
export function RecallNotice({ place, name, subject }: RecallProps) {
	const standing = useStanding({ place, subject });
	if (!standing) return null;
	return (
		<div className="px-4 pt-2 sm:px-6">
			<Note kind="bad">
				{name} was recalled by {standing.madeBy}: {standing.reason}{' '}
				<Link href={`/${place.org}/${place.project}/recalls/${standing.id}`} className="link">
					What depends on it
				</Link>
			</Note>
		</div>
	);
}

/** The recall in force of what a page shows, if there is one. */
function useStanding({ place, subject }: Pick<RecallProps, 'place' | 'subject'>) {
	const trpc = useTRPC();
	return useQuery(trpc.recall.find.queryOptions({ ...place, ...subject })).data ?? null;
}
