import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { ModelListPage } from '../../../../../features/model/model-page.tsx';

export const metadata: Metadata = { title: 'Models' };

export default async function Page({ params }: { params: Promise<{ org: string; project: string }> }) {
	const place = await params;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.model.list.queryOptions(place));
	return (
		<Hydrated>
			<ModelListPage place={place} projectId={project.id} nowMs={Date.now()} />
		</Hydrated>
	);
}
