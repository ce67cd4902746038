import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../../api/server-api.tsx';
import { ModelPage } from '../../../../../../features/model/model-page.tsx';

interface Props {
	params: Promise<{ org: string; project: string; model: string }>;
	searchParams: Promise<{ version?: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	return { title: decodeURIComponent((await params).model) };
}

export default async function Page({ params, searchParams }: Props) {
	const { org, project: slug, model } = await params;
	const { version } = await searchParams;
	const place = { org, project: slug };
	const name = decodeURIComponent(model);
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await Promise.all([load(api.model.get.queryOptions({ ...place, name })), load(api.deployment.list.queryOptions(place))]);
	return (
		<Hydrated>
			<ModelPage place={place} projectId={project.id} name={name} version={version ? Number(version) : null} nowMs={Date.now()} />
		</Hydrated>
	);
}
