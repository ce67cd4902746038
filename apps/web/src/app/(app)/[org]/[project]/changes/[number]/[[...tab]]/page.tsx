import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Hydrated, load, prefetch, serverApi } from '../../../../../../../api/server-api.tsx';
import { ChangePage } from '../../../../../../../features/change/change-page.tsx';
import { isTabPath } from '../../../../../../../features/change/change-tab.ts';

type Params = Promise<{ org: string; project: string; number: string; tab?: string[] }>;

async function loadChange(params: Params) {
	const { org, project, number, tab = [] } = await params;
	if (!/^\d{1,9}$/.test(number) || !isTabPath(tab)) notFound();
	const at = { org, project, number: Number(number) };
	const api = await serverApi();
	return { at, api, tab: tab[0], change: await load(api.change.get.queryOptions(at)) };
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
	const { change } = await loadChange(params);
	return { title: `#${change.number} ${change.candidate.model}` };
}

export default async function Page({ params }: { params: Params }) {
	const { at, api, tab, change } = await loadChange(params);
	const { number, ...place } = at;
	const shown = { ...at, revision: change.revision.number };
	if (tab === 'metrics') await prefetch(api.change.metricsDiff.queryOptions(shown));
	if (tab === 'data') await prefetch(api.change.dataDiff.queryOptions(shown));
	if (tab === 'code') await prefetch(api.change.codeDiff.queryOptions(shown));
	if (tab === 'behaviour') await prefetch(api.change.behaviourDiff.queryOptions(shown));
	if (change.rollout) await prefetch(api.deployment.get.queryOptions({ ...place, endpoint: change.target.endpoint }));
	return (
		<Hydrated>
			<ChangePage place={place} number={number} nowMs={Date.now()} />
		</Hydrated>
	);
}
