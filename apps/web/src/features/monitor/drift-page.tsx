'use client';
import { toast } from '@interlock/ui/base';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { useNow } from '../../use-now.ts';
import { driftOf } from './drift-of.ts';
import { DriftView } from './drift-view.tsx';

export interface DriftPageProps {
	place: { org: string; project: string };
	endpoint: string;
	window: string | null;
	nowMs: number;
}

export function DriftPage({ place, endpoint, window, nowMs }: DriftPageProps) {
	const trpc = useTRPC();
	const now = useNow(nowMs);
	const at = { ...place, endpoint };
	const query = trpc.monitor.get.queryOptions({ ...at, window: window ?? undefined });
	const { data } = useSuspenseQuery(query);
	const run = useMutation(trpc.monitor.run.mutationOptions());
	const retrain = useMutation(trpc.monitor.retrain.mutationOptions());
	useRefetchOn(`endpoint/${data.endpoint.id}`, (type) => (/^(monitor|retrain|endpoint\.labelled|change\.|\*)/.test(type) ? [query.queryKey] : []), 1000);
	const base = `/${place.org}/${place.project}`;
	return (
		<AppPage
			crumbs={[
				{ label: place.project, href: `${base}/runs` },
				{ label: 'Deployments', href: `${base}/deployments` },
				{ label: endpoint, href: `${base}/deployments/${endpoint}` },
				{ label: 'Drift' },
			]}
		>
			<DriftView
				place={place}
				drift={driftOf(data, now)}
				onRun={(which) => attempt(run.mutateAsync({ ...at, window: which }))}
				onRetrain={async (which, reason) => {
					const refusal = await attempt(retrain.mutateAsync({ ...at, window: which, reason }));
					if (refusal === null) toast(`Retrain of ${which} queued.`);
					return refusal;
				}}
			/>
		</AppPage>
	);
}
