'use client';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { permitOf } from '../../api/permit-of.ts';
import { PolicyView } from './policy-view.tsx';

export interface PolicyPageProps {
	place: { org: string; project: string };
	projectId: string;
	environment: string;
	environments: string[];
}

export function PolicyPage({ place, projectId, environment, environments }: PolicyPageProps) {
	const trpc = useTRPC();
	const at = { ...place, environment };
	const query = trpc.policy.get.queryOptions(at);
	const { data } = useSuspenseQuery(query);
	const update = useMutation(trpc.policy.update.mutationOptions());
	const queryClient = useQueryClient();
	useRefetchOn(`project/${projectId}`, (type) => (/^(policy|\*)/.test(type) ? [query.queryKey] : []));
	const { current } = data;
	return (
		<AppPage crumbs={[{ label: place.project, href: `/${place.org}/${place.project}/runs` }, { label: 'Policies' }]}>
			<PolicyView
				key={environment}
				place={place}
				policy={{
					environment,
					environments,
					version: current.version,
					document: current.document,
					sentences: data.sentences,
					versions: data.versions,
					people: data.people.map(({ name }) => name),
					warning: data.warning,
					groups: data.groups,
					proposes: data.edit.proposes,
					proposals: data.proposals,
					mayEdit: permitOf(data.edit),
				}}
				onSave={(document, reason) => attempt(update.mutateAsync({ ...at, baseVersion: current.version, document, reason }))}
				onReplay={(document) => queryClient.fetchQuery(trpc.policy.replay.queryOptions({ ...at, document }))}
			/>
		</AppPage>
	);
}
