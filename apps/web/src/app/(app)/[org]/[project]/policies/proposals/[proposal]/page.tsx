import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../../../api/server-api.tsx';
import { ProposalPage } from '../../../../../../../features/policy/proposal-page.tsx';

export const metadata: Metadata = { title: 'Proposed policy' };

export default async function Page({ params }: { params: Promise<{ org: string; project: string; proposal: string }> }) {
	const { proposal, ...place } = await params;
	const api = await serverApi();
	const project = await load(api.project.get.queryOptions(place));
	await load(api.policy.proposal.queryOptions({ ...place, proposal }));
	return (
		<Hydrated>
			<ProposalPage place={place} projectId={project.id} id={proposal} />
		</Hydrated>
	);
}
