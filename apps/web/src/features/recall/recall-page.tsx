'use client';
import { toast } from '@interlock/ui/base';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { useNow } from '../../use-now.ts';
import { RecallListView } from './recall-list-view.tsx';
import { RecallView } from './recall-view.tsx';

interface Place {
	org: string;
	project: string;
}

/** What can move an item of a recall. */
const CONCERNS = /^(recall\.|change\.|rollout\.|endpoint\.|model|\*)/;

export function RecallListPage({ place, projectId, offset, nowMs }: { place: Place; projectId: string; offset: number; nowMs: number }) {
	const trpc = useTRPC();
	const now = useNow(nowMs);
	const router = useRouter();
	const query = trpc.recall.list.queryOptions({ ...place, offset });
	const { data } = useSuspenseQuery(query);
	useRefetchOn(`project/${projectId}`, (type) => (CONCERNS.test(type) ? [query.queryKey] : []), 1000);
	return (
		<AppPage crumbs={[{ label: place.project, href: `/${place.org}/${place.project}/runs` }, { label: 'Recalls' }]}>
			<RecallListView
				place={place}
				rows={data.recalls}
				offset={offset}
				total={data.total}
				nowMs={now}
				onOffset={(to) => router.push(`/${place.org}/${place.project}/recalls${to === 0 ? '' : `?offset=${to}`}`)}
			/>
		</AppPage>
	);
}

export function RecallPage({ place, projectId, id, nowMs }: { place: Place; projectId: string; id: string; nowMs: number }) {
	const trpc = useTRPC();
	const now = useNow(nowMs);
	const query = trpc.recall.get.queryOptions({ ...place, id });
	const { data: recall } = useSuspenseQuery(query);
	useRefetchOn(`project/${projectId}`, (type) => (CONCERNS.test(type) ? [query.queryKey] : []), 300);
	const lift = useMutation(trpc.recall.lift.mutationOptions());
	const dismiss = useMutation(trpc.recall.dismiss.mutationOptions());
	const rollBack = useMutation(trpc.deployment.rollBack.mutationOptions());
	const base = `/${place.org}/${place.project}`;
	return (
		<AppPage crumbs={[{ label: place.project, href: `${base}/runs` }, { label: 'Recalls', href: `${base}/recalls` }, { label: recall.name }]}>
			<RecallView
				base={base}
				recall={recall}
				nowMs={now}
				onLift={(reason) => attempt(lift.mutateAsync({ ...place, id, reason }))}
				onDismiss={(item, reason) => attempt(dismiss.mutateAsync({ ...place, id, kind: item.kind, item: item.id, reason }))}
				onRollBack={async (item) => {
					const refusal = await attempt(
						rollBack.mutateAsync({
							...place,
							endpoint: item.key,
							version: item.rollBack?.version,
							to: item.rollBack?.to ?? undefined,
							reason: `${recall.name} was recalled: ${recall.reason}`.slice(0, 500),
						}),
					);
					if (refusal === null) toast(`${item.key} is rolled back. It is held until a person approves a change.`);
					return refusal;
				}}
			/>
		</AppPage>
	);
}
