import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Hydrated, load, prefetch, serverApi } from '../../../../../../api/server-api.tsx';
import { ChangePage } from '../../../../../../features/change/change-page.tsx';

type Params = Promise<{ org: string; project: string; number: string }>;

async function loadChange(params: Params) {
	const { org, project, number } = await params;
	if (!/^\d{1,9}$/.test(number)) notFound();
	const at = { org, project, number: Number(number) };
	const api = await serverApi();
	return { at, api, change: await load(api.change.get.queryOptions(at)) };
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
	const { change } = await loadChange(params);
	return { title: `#${change.number} ${change.candidate.model}` };
}

export default async function Page({ params }: { params: Params }) {
	const { at, api, change } = await loadChange(params);
	const { number, ...place } = at;
	if (change.rollout) await prefetch(api.deployment.get.queryOptions({ ...place, endpoint: change.target.endpoint }));
	return (
		<Hydrated>
			<ChangePage place={place} number={number} nowMs={Date.now()} />
		</Hydrated>
	);
}
