import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../../api/server-api.tsx';
import { RecallPage } from '../../../../../../features/recall/recall-page.tsx';

export const metadata: Metadata = { title: 'Recall' };

export default async function Page({ params }: { params: Promise<{ org: string; project: string; recall: string }> }) {
	const { recall: id, ...place } = await params;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.recall.get.queryOptions({ ...place, id }));
	return (
		<Hydrated>
			<RecallPage place={place} projectId={project.id} id={id} nowMs={Date.now()} />
		</Hydrated>
	);
}
