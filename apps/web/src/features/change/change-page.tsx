'use client';
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { Verdict } from '@interlock/ui/review';
import { useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRolloutActions } from '../deployment/use-rollout-actions.ts';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { PagePresence } from '../inbox/page-presence.tsx';
import { ChangeDetailView } from './change-detail-view.tsx';
import { useStepUp } from '../session/use-step-up.tsx';
import { ThreadsProvider } from '../thread/threads-context.tsx';
import { changeOf } from './change-of.ts';
import { useChangeTab } from './use-change-tab.ts';
import { useDraft } from './use-draft.ts';
import { useNewerRevision } from './use-newer-revision.ts';
import { useEmergency } from './use-emergency.tsx';
import { usePrefetchTab } from './use-diffs.ts';
import { useMarkOpened } from './use-mark-opened.ts';
import { useWaiving } from './use-waiving.ts';

export interface ChangePageProps {
	place: { org: string; project: string };
	number: number;
	nowMs: number;
}

export function ChangePage({ place, number, nowMs }: ChangePageProps) {
	const trpc = useTRPC();
	const now = useNow(nowMs);
	const { user } = useShell();
	const base = `/${place.org}/${place.project}`;
	const { tab, open } = useChangeTab(`${base}/changes/${number}`);
	const at = { ...place, number };
	const query = trpc.change.get.queryOptions(at);
	const { data: newest } = useSuspenseQuery(query);
	const { read: change, newer, show } = useNewerRevision(newest.id, newest);

	useMarkOpened(place, newer === null ? newest : null, tab);
	const prefetchTab = usePrefetchTab(place, change);
	const endpointQuery = trpc.deployment.get.queryOptions({ ...place, endpoint: change.target.endpoint }, { enabled: change.rollout !== null });
	const { data: endpoint = null } = useQuery(endpointQuery);
	useRefetchOn(`change/${change.id}`, () => [query.queryKey], 300);
	useRefetchOn(
		change.rollout ? `endpoint/${change.target.endpointId}` : null,
		(type) => (type === 'endpoint.predicted' ? [endpointQuery.queryKey] : [endpointQuery.queryKey, query.queryKey]),
		1000,
	);

	const review = useMutation(trpc.change.review.mutationOptions());
	const comment = useMutation(trpc.change.comment.mutationOptions());
	const dismiss = useMutation(trpc.change.dismissBlock.mutationOptions());
	const close = useMutation(trpc.change.close.mutationOptions());
	const waiving = useWaiving(at, change.revision.digest);
	const act = useRolloutActions({ ...place, endpoint: change.target.endpoint }, change.candidate.version);
	const [pushing, setPushing] = useState(false);
	const model = useQuery(trpc.model.get.queryOptions({ ...place, name: change.candidate.model }, { enabled: pushing }));
	const pushRevision = useMutation(trpc.change.pushRevision.mutationOptions());
	const draft = useDraft(change.id);
	const [busy, setBusy] = useState<Verdict | null>(null);
	const [error, setError] = useState<string | null>(null);

	const stepUp = useStepUp(change.viewer.stepUp);
	const emergency = useEmergency(at, change, now);

	async function submit(verdict: Verdict | 'withdraw', body: string): Promise<boolean> {
		if (verdict === 'approve' && !(await stepUp.ask())) return false;
		if (verdict !== 'withdraw') setBusy(verdict);
		const refusal = await attempt(
			verdict === 'comment' ? comment.mutateAsync({ ...at, body }) : review.mutateAsync({ ...at, verdict, body, digest: change.revision.digest }),
		);
		setBusy(null);
		setError(refusal);
		return refusal === null;
	}

	return (
		<AppPage
			crumbs={[{ label: place.project, href: `${base}/runs` }, { label: 'Change requests', href: `${base}/changes` }, { label: `#${number}` }]}
			aside={<PagePresence channel={`change/${change.id}`} tab={tab} nameOf={(at) => `the ${at} tab`} />}
		>
			<ThreadsProvider place={place} number={number} changeId={change.id} reader={user.name}>
				<ChangeDetailView
					place={place}
					change={changeOf(change, endpoint, now)}
					tab={tab}
					onOpenTab={open}
					onPointAtTab={prefetchTab}
					newerRevision={newer}
					onShowNewer={show}
					review={{ busy, error, draft, onSubmit: submit }}
					waiving={waiving}
					push={{
						versions: model.data?.versions.map(({ version }) => version) ?? null,
						onOpen: () => setPushing(true),
						// Who pushed it knows that the candidate changed.
						onPush: (version) => attempt(pushRevision.mutateAsync({ ...at, version }).then(show)),
					}}
					onWithdraw={() => submit('withdraw', '').then(() => undefined)}
					onDismiss={(review, reason) => attempt(dismiss.mutateAsync({ ...at, review, reason }))}
					onClose={(reason) => attempt(close.mutateAsync({ ...at, reason }))}
					onRollout={act}
					emergency={emergency}
				/>
			</ThreadsProvider>
			{stepUp.dialog}
			{emergency.dialogs}
		</AppPage>
	);
}
