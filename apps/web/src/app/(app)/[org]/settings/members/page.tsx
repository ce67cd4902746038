import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { MembersPage } from '../../../../../features/member/members-page.tsx';

export const metadata: Metadata = { title: 'Members and roles' };

export default async function Page({ params }: { params: Promise<{ org: string }> }) {
	const { org } = await params;
	const api = await serverApi();
	await Promise.all([load(api.member.list.queryOptions({ org })), load(api.group.list.queryOptions({ org }))]);
	return (
		<Hydrated>
			<MembersPage />
		</Hydrated>
	);
}
