import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../../../api/server-api.tsx';
import { DriftPage } from '../../../../../../../features/monitor/drift-page.tsx';

interface Props {
	params: Promise<{ org: string; project: string; endpoint: string }>;
	searchParams: Promise<{ window?: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
	return { title: `Drift of ${(await params).endpoint}` };
}

export default async function Page({ params, searchParams }: Props) {
	const { org, project, endpoint } = await params;
	const { window } = await searchParams;
	await load((await serverApi()).monitor.get.queryOptions({ org, project, endpoint, window }));
	return (
		<Hydrated>
			<DriftPage place={{ org, project }} endpoint={endpoint} window={window ?? null} nowMs={Date.now()} />
		</Hydrated>
	);
}
