'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { refusalOf } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { auditInputOf, auditSearch, entryInputOf } from './audit-search.ts';
import { AuditView } from './audit-view.tsx';
import { entryOf } from './entry-of.ts';
import { useHeldEntries } from './use-held-entries.ts';

/** Most entries come from runs and processes, of which the organization's channel doesn't tell. */
const LOOK_EVERY_MS = 10_000;

export function AuditPage() {
	const { org } = useShell();
	const trpc = useTRPC();
	const [query, setQuery] = useQueryStates(auditSearch);
	const newest = query.before === null;
	const listQuery = trpc.audit.list.queryOptions(auditInputOf(org.slug, query), {
		placeholderData: keepPreviousData,
		refetchInterval: newest && LOOK_EVERY_MS,
	});
	const list = useQuery(listQuery);
	const { shown, waiting, showAll } = useHeldEntries(JSON.stringify(listQuery.queryKey), list.data, list.data !== undefined && !list.isPlaceholderData);
	const entry = useQuery(trpc.audit.list.queryOptions(entryInputOf(org.slug, query.entry ?? 0), { enabled: query.entry !== null }));
	const chain = useQuery(trpc.audit.chain.queryOptions({ org: org.slug }));
	useRefetchOn(`org/${org.id}`, () => (newest ? [listQuery.queryKey] : []));
	useNow(0); // Lets the age of the verification grow.

	return (
		<AppPage crumbs={[{ label: 'Audit log' }]}>
			<AuditView
				org={org}
				rows={shown.rows}
				more={shown.more}
				loading={list.isPending}
				problem={list.error && refusalOf(list.error)}
				newEntries={waiting}
				onShowNew={showAll}
				query={query}
				onQuery={(change) => void setQuery(change)}
				selected={query.entry === null ? null : entryOf(query.entry, [...shown.rows, ...(entry.data?.rows ?? [])])}
				selecting={entry.isFetching}
				chain={chain.data ?? null}
				chainProblem={chain.error && refusalOf(chain.error)}
				checkedAgoMs={Date.now() - chain.dataUpdatedAt}
				onVerify={() => void chain.refetch()}
				verifying={chain.isFetching}
			/>
		</AppPage>
	);
}
