import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../../api/server-api.tsx';
import { DatasetPage } from '../../../../../../features/dataset/dataset-page.tsx';

interface Props {
	params: Promise<{ org: string; project: string; dataset: string }>;
	searchParams: Promise<{ version?: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	return { title: decodeURIComponent((await params).dataset) };
}

export default async function Page({ params, searchParams }: Props) {
	const { org, project: slug, dataset } = await params;
	const { version: asked } = await searchParams;
	const place = { org, project: slug };
	const name = decodeURIComponent(dataset);
	const version = asked && /^\d{1,9}$/.test(asked) ? Number(asked) : null;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.dataset.get.queryOptions({ ...place, name, version: version ?? undefined }));
	return (
		<Hydrated>
			<DatasetPage place={place} projectId={project.id} name={name} version={version} />
		</Hydrated>
	);
}
