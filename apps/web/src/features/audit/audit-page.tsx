'use client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';
import { attempt, refusalOf } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { usePermit, useShell } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { auditInputOf, auditSearch, entryInputOf } from './audit-search.ts';
import { AuditView } from './audit-view.tsx';
import { entryOf } from './entry-of.ts';
import { useHeldEntries } from './use-held-entries.ts';

/** Most entries come from runs and processes, of which the organization's channel doesn't tell. */
const LOOK_EVERY_MS = 2_000;
const LOOK_AT_CHECKPOINTS_EVERY_MS = 15_000;

export function AuditPage({ nowMs: madeAtMs }: { nowMs: number }) {
	const { org, projects } = useShell();
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const [query, setQuery] = useQueryStates(auditSearch);
	const newest = query.before === null;
	const [live, setLive] = useState(true);
	const listQuery = trpc.audit.list.queryOptions(auditInputOf(org.slug, query), {
		placeholderData: keepPreviousData,
		refetchInterval: newest && live && LOOK_EVERY_MS,
	});
	const list = useQuery(listQuery);
	const { shown, waiting, showAll } = useHeldEntries(JSON.stringify(listQuery.queryKey), list.data, list.data !== undefined && !list.isPlaceholderData);
	const entry = useQuery(trpc.audit.list.queryOptions(entryInputOf(org.slug, query.entry ?? 0), { enabled: query.entry !== null }));
	const chain = useQuery(trpc.audit.chain.queryOptions({ org: org.slug }));
	useRefetchOn(`org/${org.id}`, () => (newest ? [listQuery.queryKey] : []));
	const checkpoints = useQuery(trpc.audit.checkpoints.queryOptions({ org: org.slug }, { refetchInterval: LOOK_AT_CHECKPOINTS_EVERY_MS }));
	const proof = useQuery(
		trpc.audit.proof.queryOptions({ org: org.slug, n: query.entry ?? 0 }, { enabled: query.entry !== null, retry: false, refetchInterval: askAgainWithout }),
	);
	const nowMs = useNow(madeAtMs);
	// An open entry is read: the rows beside it stay where they are.
	const tail = live && newest && query.entry === null && waiting > 0;
	useEffect(() => {
		if (tail) showAll();
	}, [tail, showAll]);

	const selected = query.entry === null ? null : entryOf(query.entry, [...(entry.data?.rows ?? []), ...shown.rows]);
	const actor = selected?.row.entry.actor;
	const personId = selected?.row.entry.erased.includes('actor') ? null : (actor?.onBehalfOf ?? (actor?.kind === 'user' ? actor.id : null));
	const mayErase = usePermit('audit:erase');
	const erase = useMutation(trpc.audit.erase.mutationOptions());
	const refetch = () => queryClient.invalidateQueries({ queryKey: trpc.audit.list.queryKey() });
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
				live={newest ? live : null}
				onLive={setLive}
				projects={projects}
				query={query}
				onQuery={(change) => void setQuery(change)}
				selected={selected}
				selecting={entry.isFetching}
				proof={proof.data ?? null}
				erasing={
					personId
						? {
								permit: mayErase,
								onErase: (reason) => attempt(erase.mutateAsync({ org: org.slug, userId: personId, ...(reason.trim() === '' ? {} : { reason }) }).then(refetch)),
							}
						: null
				}
				proofProblem={proof.error && refusalOf(proof.error)}
				checkpoints={checkpoints.data ?? null}
				exportHref={`/api/v1/orgs/${org.slug}/audit/export`}
				nowMs={nowMs}
				chain={chain.data ?? null}
				chainProblem={chain.error && refusalOf(chain.error)}
				checkedAgoMs={Date.now() - chain.dataUpdatedAt}
				onVerify={() => void chain.refetch()}
				verifying={chain.isFetching}
			/>
		</AppPage>
	);
}

/** A checkpoint covers a new entry within a minute: until then it is asked for now and then. */
function askAgainWithout(query: { state: { data?: unknown } }): number | false {
	return query.state.data === undefined ? LOOK_AT_CHECKPOINTS_EVERY_MS : false;
}
