'use client';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { usePermit, useShell } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { DelegationView } from './delegation-view.tsx';

const NOT_YOURS = { allowed: false, reason: 'Only the two people it is about and who manages members end it.' } as const;

export function DelegationPage({ nowMs }: { nowMs: number }) {
	const { org, user, projects } = useShell();
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const now = useNow(nowMs);
	const query = trpc.delegation.list.queryOptions({ org: org.slug });
	const { data: delegations } = useSuspenseQuery(query);
	const { data: people } = useSuspenseQuery(trpc.member.list.queryOptions({ org: org.slug }));
	const [project, setProject] = useState<string | null>(null);
	const chosen = useQuery({ ...trpc.project.get.queryOptions({ org: org.slug, project: project ?? '' }), enabled: project !== null });
	const mayReview = usePermit('change:review');
	const manages = usePermit('member:write').allowed;
	const create = useMutation(trpc.delegation.create.mutationOptions());
	const end = useMutation(trpc.delegation.end.mutationOptions());
	useRefetchOn(`org/${org.id}`, (type) => (/^(delegation\.|\*)/.test(type) ? [query.queryKey] : []));
	const refetch = () => queryClient.invalidateQueries({ queryKey: query.queryKey });

	return (
		<AppPage crumbs={[{ label: 'Settings', href: `/${org.slug}/settings` }, { label: 'Out of office' }]}>
			<DelegationView
				org={org.slug}
				mayReview={mayReview}
				delegations={delegations.map((one) => ({
					...one,
					scope: one.project ? [one.project.name, one.environment].filter(Boolean).join(' / ') : 'every project',
					now: now >= one.startsAtMs,
					end: manages || one.from.userId === user.userId || one.to.userId === user.userId ? { allowed: true } : NOT_YOURS,
				}))}
				people={people.members.filter((member) => member.userId !== user.userId && !member.disabled)}
				projects={projects}
				environments={chosen.data?.environments ?? []}
				onChooseProject={setProject}
				nowMs={nowMs}
				onCreate={(wanted) => attempt(create.mutateAsync({ org: org.slug, ...wanted }).then(refetch))}
				onEnd={(id) => attempt(end.mutateAsync({ org: org.slug, id }).then(refetch))}
			/>
		</AppPage>
	);
}
