import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { ChangeListPage } from '../../../../../features/change/change-list-page.tsx';

export const metadata: Metadata = { title: 'Change requests' };

interface Props {
	params: Promise<{ org: string; project: string }>;
	searchParams: Promise<{ state?: string }>;
}

export default async function Page({ params, searchParams }: Props) {
	const place = await params;
	const { state } = await searchParams;
	const tab = state === 'closed' || state === 'all' ? state : 'open';
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.change.list.queryOptions({ ...place, state: tab }));
	return (
		<Hydrated>
			<ChangeListPage place={place} projectId={project.id} tab={tab} nowMs={Date.now()} />
		</Hydrated>
	);
}
