import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { DelegationPage } from '../../../../../features/delegation/delegation-page.tsx';

export const metadata: Metadata = { title: 'Out of office' };

export default async function Page({ params }: { params: Promise<{ org: string }> }) {
	const { org } = await params;
	const api = await serverApi();
	await load(api.delegation.list.queryOptions({ org }));
	await load(api.member.list.queryOptions({ org }));
	return (
		<Hydrated>
			<DelegationPage nowMs={Date.now()} />
		</Hydrated>
	);
}
