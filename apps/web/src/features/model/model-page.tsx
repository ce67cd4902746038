'use client';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { usePermit } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { ModelListView } from './model-list-view.tsx';
import { modelOf, modelRowOf } from './model-of.ts';
import { ModelView } from './model-view.tsx';

interface Place {
	org: string;
	project: string;
}

const CONCERNS = /^(model|rollout|change\.|endpoint\.created|\*)/;

export function ModelListPage({ place, projectId, nowMs }: { place: Place; projectId: string; nowMs: number }) {
	const trpc = useTRPC();
	const now = useNow(nowMs);
	const query = trpc.model.list.queryOptions(place);
	const { data } = useSuspenseQuery(query);
	useRefetchOn(`project/${projectId}`, (type) => (CONCERNS.test(type) ? [query.queryKey] : []), 1000);
	return (
		<AppPage crumbs={[{ label: place.project, href: `/${place.org}/${place.project}/runs` }, { label: 'Models' }]}>
			<ModelListView place={place} rows={data.map(modelRowOf)} nowMs={now} />
		</AppPage>
	);
}

export function ModelPage({
	place,
	projectId,
	name,
	version,
	nowMs,
}: {
	place: Place;
	projectId: string;
	name: string;
	version: number | null;
	nowMs: number;
}) {
	const trpc = useTRPC();
	const router = useRouter();
	const now = useNow(nowMs);
	const query = trpc.model.get.queryOptions({ ...place, name });
	const endpointsQuery = trpc.deployment.list.queryOptions(place);
	const { data } = useSuspenseQuery(query);
	const { data: endpoints } = useSuspenseQuery(endpointsQuery);
	const mayPropose = usePermit('change:open');
	const open = useMutation(trpc.change.open.mutationOptions());
	useRefetchOn(`project/${projectId}`, (type) => (CONCERNS.test(type) ? [query.queryKey, endpointsQuery.queryKey] : []), 1000);
	const base = `/${place.org}/${place.project}`;
	return (
		<AppPage crumbs={[{ label: place.project, href: `${base}/runs` }, { label: 'Models', href: `${base}/models` }, { label: name }]}>
			<ModelView
				place={place}
				model={modelOf(data, endpoints, version, mayPropose, now)}
				onPropose={(change) => attempt(open.mutateAsync({ ...place, ...change }).then((made) => router.push(`${base}/changes/${made.number}`)))}
			/>
		</AppPage>
	);
}
