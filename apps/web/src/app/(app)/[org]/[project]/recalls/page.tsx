import type { Metadata } from 'next';
import { offsetOf } from '../../../../../api/offset-of.ts';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { RecallListPage } from '../../../../../features/recall/recall-page.tsx';

export const metadata: Metadata = { title: 'Recalls' };

interface Props {
	params: Promise<{ org: string; project: string }>;
	searchParams: Promise<{ offset?: string }>;
}

export default async function Page({ params, searchParams }: Props) {
	const place = await params;
	const offset = offsetOf((await searchParams).offset);
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.recall.list.queryOptions({ ...place, offset }));
	return (
		<Hydrated>
			<RecallListPage place={place} projectId={project.id} offset={offset} nowMs={Date.now()} />
		</Hydrated>
	);
}
