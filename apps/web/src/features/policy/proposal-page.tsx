'use client';
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { attempt, refusalOf } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { permitOf } from '../../api/permit-of.ts';
import { ProposalView } from './proposal-view.tsx';

export interface ProposalPageProps {
	place: { org: string; project: string };
	projectId: string;
	id: string;
}

export function ProposalPage({ place, projectId, id }: ProposalPageProps) {
	const trpc = useTRPC();
	const at = { ...place, proposal: id };
	const query = trpc.policy.proposal.queryOptions(at);
	const { data } = useSuspenseQuery(query);
	const replay = useQuery(trpc.policy.replayProposal.queryOptions(at));
	const decide = useMutation(trpc.policy.decideProposal.mutationOptions());
	useRefetchOn(`project/${projectId}`, (type) => (/^(policy|\*)/.test(type) ? [query.queryKey] : []));
	const base = `/${place.org}/${place.project}`;
	const { approve, reject, withdraw, ...proposal } = data;
	return (
		<AppPage
			crumbs={[
				{ label: place.project, href: `${base}/runs` },
				{ label: 'Policies', href: `${base}/policies?environment=${data.environment}` },
				{ label: `Edit of version ${data.baseVersion}` },
			]}
		>
			<ProposalView
				base={base}
				proposal={{ ...proposal, mayApprove: permitOf(approve), mayReject: permitOf(reject), mayWithdraw: permitOf(withdraw) }}
				replay={replay.data ?? (replay.error ? { refusal: refusalOf(replay.error) } : 'loading')}
				onDecide={(verdict, reason) => attempt(decide.mutateAsync({ ...at, environment: data.environment, verdict, reason }))}
			/>
		</AppPage>
	);
}
