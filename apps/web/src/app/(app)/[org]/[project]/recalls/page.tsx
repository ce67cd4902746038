import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { RecallListPage } from '../../../../../features/recall/recall-page.tsx';

export const metadata: Metadata = { title: 'Recalls' };

export default async function Page({ params }: { params: Promise<{ org: string; project: string }> }) {
	const place = await params;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.recall.list.queryOptions(place));
	return (
		<Hydrated>
			<RecallListPage place={place} projectId={project.id} nowMs={Date.now()} />
		</Hydrated>
	);
}
