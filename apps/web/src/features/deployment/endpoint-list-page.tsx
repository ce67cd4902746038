'use client';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { EndpointListView } from './endpoint-list-view.tsx';
import { endpointRowsOf } from './endpoint-of.ts';

export function EndpointListPage({ place, projectId }: { place: { org: string; project: string }; projectId: string }) {
	const trpc = useTRPC();
	const listQuery = trpc.deployment.list.queryOptions(place);
	const monitorsQuery = trpc.monitor.list.queryOptions(place);
	const { data: rows } = useSuspenseQuery(listQuery);
	const { data: monitors = [] } = useQuery(monitorsQuery);
	useRefetchOn(
		`project/${projectId}`,
		(type) => (/^(endpoint|rollout|monitor|retrain|\*)/.test(type) ? [listQuery.queryKey, monitorsQuery.queryKey] : []),
		1500,
	);
	return (
		<AppPage crumbs={[{ label: place.project, href: `/${place.org}/${place.project}/runs` }, { label: 'Deployments' }]}>
			<EndpointListView place={place} rows={endpointRowsOf(rows, monitors)} />
		</AppPage>
	);
}
