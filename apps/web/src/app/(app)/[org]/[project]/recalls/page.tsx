import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { RecallListPage } from '../../../../../features/recall/recall-page.tsx';

export const metadata: Metadata = { title: 'Recalls' };

interface Props {
	params: Promise<{ org: string; project: string }>;
	searchParams: Promise<{ offset?: string }>;
}

export default async function Page({ params, searchParams }: Props) {
	const place = await params;
	const asked = Number((await searchParams).offset ?? 0);
	const offset = Number.isSafeInteger(asked) && asked >= 0 ? asked : 0;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.recall.list.queryOptions({ ...place, offset }));
	return (
		<Hydrated>
			<RecallListPage place={place} projectId={project.id} offset={offset} nowMs={Date.now()} />
		</Hydrated>
	);
}
