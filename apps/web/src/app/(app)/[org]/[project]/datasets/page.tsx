import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { DatasetListPage } from '../../../../../features/dataset/dataset-page.tsx';

export const metadata: Metadata = { title: 'Datasets' };

export default async function Page({ params }: { params: Promise<{ org: string; project: string }> }) {
	const place = await params;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.dataset.list.queryOptions(place));
	return (
		<Hydrated>
			<DatasetListPage place={place} projectId={project.id} nowMs={Date.now()} />
		</Hydrated>
	);
}
