'use client';
import { toast } from '@interlock/ui/base';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { useNow } from '../../use-now.ts';
import { endpointOf } from './endpoint-of.ts';
import { EndpointView } from './endpoint-view.tsx';
import { useRolloutActions } from './use-rollout-actions.ts';

export interface EndpointPageProps {
	place: { org: string; project: string };
	endpoint: string;
	/** Origin of the address people use. */
	origin: string;
	nowMs: number;
}

export function EndpointPage({ place, endpoint, origin, nowMs }: EndpointPageProps) {
	const trpc = useTRPC();
	const now = useNow(nowMs);
	const [range, setRange] = useQueryState('range', parseAsStringLiteral(['1h', '12h', '7d']).withDefault('1h'));
	const query = trpc.deployment.get.queryOptions({ ...place, endpoint, range });
	const { data: view } = useSuspenseQuery(query);
	const act = useRolloutActions({ ...place, endpoint }, view.rollout?.to.version);
	const rollBack = useMutation(trpc.deployment.rollBack.mutationOptions());
	useRefetchOn(`endpoint/${view.id}`, () => [query.queryKey], 1000);
	const base = `/${place.org}/${place.project}`;

	async function goBack(reason: string): Promise<string | null> {
		const refusal = await attempt(rollBack.mutateAsync({ ...place, endpoint, reason, version: view.champion?.version }));
		if (refusal === null) toast('Rolled back. The endpoint is held until a person approves a change.');
		return refusal;
	}

	return (
		<AppPage crumbs={[{ label: place.project, href: `${base}/runs` }, { label: 'Deployments', href: `${base}/deployments` }, { label: view.name }]}>
			<EndpointView
				place={place}
				endpoint={endpointOf(view, origin, now)}
				range={range}
				onRange={(next) => void setRange(next)}
				onRollout={act}
				onRollBack={goBack}
			/>
		</AppPage>
	);
}
