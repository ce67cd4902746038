import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../../api/server-api.tsx';
import { RunPage } from '../../../../../../features/run/run-page.tsx';

type Params = Promise<{ org: string; project: string; run: string }>;

async function loadRun(params: Params) {
	const { org, project, run } = await params;
	const at = { org, project, runId: run };
	const api = await serverApi();
	return { at, api, run: await load(api.run.get.queryOptions(at)) };
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
	return { title: (await loadRun(params)).run.name };
}

export default async function Page({ params }: { params: Params }) {
	const { at, api } = await loadRun(params);
	await Promise.all([load(api.run.curves.queryOptions({ ...at, points: 400 })), load(api.run.files.queryOptions(at))]);
	const { runId, ...place } = at;
	return (
		<Hydrated>
			<RunPage place={place} runId={runId} nowMs={Date.now()} />
		</Hydrated>
	);
}
