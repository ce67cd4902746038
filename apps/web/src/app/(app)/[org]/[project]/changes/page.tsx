import type { Metadata } from 'next';
import { offsetOf } from '../../../../../api/offset-of.ts';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { ChangeListPage } from '../../../../../features/change/change-list-page.tsx';

export const metadata: Metadata = { title: 'Change requests' };

interface Props {
	params: Promise<{ org: string; project: string }>;
	searchParams: Promise<{ state?: string; offset?: string }>;
}

export default async function Page({ params, searchParams }: Props) {
	const place = await params;
	const { state, offset: asked } = await searchParams;
	const offset = offsetOf(asked);
	const tab = state === 'closed' || state === 'all' ? state : 'open';
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.change.list.queryOptions({ ...place, state: tab, offset }));
	return (
		<Hydrated>
			<ChangeListPage place={place} projectId={project.id} tab={tab} offset={offset} nowMs={Date.now()} />
		</Hydrated>
	);
}
