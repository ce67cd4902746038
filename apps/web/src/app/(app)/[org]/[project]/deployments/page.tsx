import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { EndpointListPage } from '../../../../../features/deployment/endpoint-list-page.tsx';

export const metadata: Metadata = { title: 'Deployments' };

export default async function Page({ params }: { params: Promise<{ org: string; project: string }> }) {
	const place = await params;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await Promise.all([load(api.deployment.list.queryOptions(place)), load(api.monitor.list.queryOptions(place))]);
	return (
		<Hydrated>
			<EndpointListPage place={place} projectId={project.id} />
		</Hydrated>
	);
}
