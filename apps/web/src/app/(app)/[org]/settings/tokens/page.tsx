import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { TokensPage } from '../../../../../features/token/tokens-page.tsx';

export const metadata: Metadata = { title: 'API tokens' };

export default async function Page({ params }: { params: Promise<{ org: string }> }) {
	const { org } = await params;
	await load((await serverApi()).token.list.queryOptions({ org }));
	return (
		<Hydrated>
			<TokensPage nowMs={Date.now()} />
		</Hydrated>
	);
}
