import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../../api/server-api.tsx';
import { readEnv } from '../../../../../../env.ts';
import { EndpointPage } from '../../../../../../features/deployment/endpoint-page.tsx';

interface Props {
	params: Promise<{ org: string; project: string; endpoint: string }>;
	searchParams: Promise<{ range?: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	return { title: (await params).endpoint };
}

export default async function Page({ params, searchParams }: Props) {
	const { org, project, endpoint } = await params;
	const { range: asked } = await searchParams;
	const range = asked === '12h' || asked === '7d' ? asked : '1h';
	await load((await serverApi()).deployment.get.queryOptions({ org, project, endpoint, range }));
	return (
		<Hydrated>
			<EndpointPage place={{ org, project }} endpoint={endpoint} origin={readEnv().publicUrl} nowMs={Date.now()} />
		</Hydrated>
	);
}
