import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { PolicyPage } from '../../../../../features/policy/policy-page.tsx';

export const metadata: Metadata = { title: 'Policies' };

interface Props {
	params: Promise<{ org: string; project: string }>;
	searchParams: Promise<{ environment?: string }>;
}

export default async function Page({ params, searchParams }: Props) {
	const place = await params;
	const { environment: asked } = await searchParams;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	const environment = asked ?? project.environments[0];
	if (!environment) notFound();
	await load(api.policy.get.queryOptions({ ...place, environment }));
	return (
		<Hydrated>
			<PolicyPage place={place} projectId={project.id} environment={environment} environments={project.environments} />
		</Hydrated>
	);
}
