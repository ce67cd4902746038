'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { useNow } from '../../use-now.ts';
import { DatasetListView } from './dataset-list-view.tsx';
import { datasetOf } from './dataset-of.ts';
import { DatasetView } from './dataset-view.tsx';

interface Place {
	org: string;
	project: string;
}

export function DatasetListPage({ place, projectId, nowMs }: { place: Place; projectId: string; nowMs: number }) {
	const trpc = useTRPC();
	const now = useNow(nowMs);
	const query = trpc.dataset.list.queryOptions(place);
	const { data: rows } = useSuspenseQuery(query);
	useRefetchOn(`project/${projectId}`, (type) => (/^(dataset|\*)/.test(type) ? [query.queryKey] : []), 1000);
	return (
		<AppPage crumbs={[{ label: place.project, href: `/${place.org}/${place.project}/runs` }, { label: 'Datasets' }]}>
			<DatasetListView place={place} rows={rows} nowMs={now} />
		</AppPage>
	);
}

export function DatasetPage({ place, projectId, name, version }: { place: Place; projectId: string; name: string; version: number | null }) {
	const trpc = useTRPC();
	const query = trpc.dataset.get.queryOptions({ ...place, name, version: version ?? undefined });
	const { data } = useSuspenseQuery(query);
	useRefetchOn(`project/${projectId}`, (type) => (/^(dataset|\*)/.test(type) ? [query.queryKey] : []), 1000);
	const base = `/${place.org}/${place.project}`;
	return (
		<AppPage crumbs={[{ label: place.project, href: `${base}/runs` }, { label: 'Datasets', href: `${base}/datasets` }, { label: name }]}>
			<DatasetView place={place} dataset={datasetOf(data)} />
		</AppPage>
	);
}
