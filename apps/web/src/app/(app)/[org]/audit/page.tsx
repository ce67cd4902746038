import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { Hydrated, load, prefetch, serverApi } from '../../../../api/server-api.tsx';
import { AuditPage } from '../../../../features/audit/audit-page.tsx';
import { entryInputOf, auditInputOf, loadAuditSearch } from '../../../../features/audit/audit-search.ts';

export const metadata: Metadata = { title: 'Audit log' };

export default async function Page({ params, searchParams }: { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> }) {
	const { org } = await params;
	const query = await loadAuditSearch(searchParams);
	const api = await serverApi();
	await load(api.audit.list.queryOptions(auditInputOf(org, query)));
	await prefetch(api.audit.checkpoints.queryOptions({ org }));
	if (query.entry !== null) await prefetch(api.audit.list.queryOptions(entryInputOf(org, query.entry)));
	return (
		<Hydrated>
			<AuditPage nowMs={Date.now()} />
		</Hydrated>
	);
}
