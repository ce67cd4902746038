import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { PasskeysPage } from '../../../../../features/passkey/passkeys-page.tsx';

export const metadata: Metadata = { title: 'Signing in' };

export default async function Page() {
	await load((await serverApi()).passkey.list.queryOptions());
	return (
		<Hydrated>
			<PasskeysPage nowMs={Date.now()} />
		</Hydrated>
	);
}
