import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { MembersPage } from '../../../../../features/member/members-page.tsx';

export const metadata: Metadata = { title: 'Members and roles' };

export default async function Page({ params }: { params: Promise<{ org: string }> }) {
	const { org } = await params;
	await load((await serverApi()).member.list.queryOptions({ org }));
	return (
		<Hydrated>
			<MembersPage />
		</Hydrated>
	);
}
