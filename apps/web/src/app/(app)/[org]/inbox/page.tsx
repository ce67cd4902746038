import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../api/server-api.tsx';
import { InboxPage } from '../../../../features/inbox/inbox-page.tsx';
import { SHOWN } from '../../../../features/inbox/types.ts';

export const metadata: Metadata = { title: 'Inbox' };

export default async function Page({ params, searchParams }: { params: Promise<{ org: string }>; searchParams: Promise<{ show?: string }> }) {
	const { org } = await params;
	const { show } = await searchParams;
	const shown = SHOWN.find((one) => one === show) ?? 'all';
	await load((await serverApi()).inbox.get.queryOptions({ org, archived: shown === 'archived' }));
	return (
		<Hydrated>
			<InboxPage shown={shown} nowMs={Date.now()} />
		</Hydrated>
	);
}
