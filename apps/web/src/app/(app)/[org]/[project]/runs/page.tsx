import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { Hydrated, load, prefetch, serverApi } from '../../../../../api/server-api.tsx';
import { RunListPage } from '../../../../../features/run/run-list-page.tsx';
import { inputOf, loadRunSearch, queryOf } from '../../../../../features/run/run-search.ts';

export const metadata: Metadata = { title: 'Runs' };

export default async function Page({ params, searchParams }: { params: Promise<{ org: string; project: string }>; searchParams: Promise<SearchParams> }) {
	const place = await params;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	const columns = await load(api.run.columns.queryOptions(place));
	const query = queryOf(await loadRunSearch(searchParams), columns);
	await prefetch(api.run.list.queryOptions(inputOf(place, query)));
	return (
		<Hydrated>
			<RunListPage place={place} project={{ id: project.id, name: project.name, trackingUri: project.trackingUri }} nowMs={Date.now()} />
		</Hydrated>
	);
}
