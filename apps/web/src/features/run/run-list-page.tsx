'use client';
import { keepPreviousData, useMutation, useQueries, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useState } from 'react';
import { attempt, refusalOf } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { usePermit } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { RunListView } from './run-list-view.tsx';
import { choicesOf, runListOf } from './run-of.ts';
import { inputOf, queryOf, runSearch } from './run-search.ts';
import type { StartTraining } from './types.ts';
import { useHeldRows } from './use-held-rows.ts';

export interface RunListPageProps {
	place: { org: string; project: string };
	project: { id: string; name: string; trackingUri: string };
	nowMs: number;
}

export function RunListPage({ place, project, nowMs }: RunListPageProps) {
	const trpc = useTRPC();
	const router = useRouter();
	const now = useNow(nowMs);
	const [search, setSearch] = useQueryStates(runSearch);
	const [choosing, setChoosing] = useState(false);
	const columnsQuery = trpc.run.columns.queryOptions(place);
	const { data: columns = NO_COLUMNS } = useQuery(columnsQuery);
	// Columns never change by themselves: the first known ones stay the default.
	const [firstColumns, setFirstColumns] = useState(columns);
	if (firstColumns.metrics.length === 0 && columns.metrics.length > 0) setFirstColumns(columns);
	const query = queryOf(search, firstColumns);
	const listQuery = trpc.run.list.queryOptions(inputOf(place, query), { placeholderData: keepPreviousData });
	const list = useQuery(listQuery);
	const { shown, waiting, showAll } = useHeldRows(
		JSON.stringify(listQuery.queryKey),
		list.data?.runs ?? NO_RUNS,
		!list.isPlaceholderData && list.data !== undefined,
	);
	useRefetchOn(`project/${project.id}`, (type) => (/^(run\.changed|model\.version|\*)/.test(type) ? [listQuery.queryKey, columnsQuery.queryKey] : []), 1000);
	const choices = useChoices(place, choosing);
	const mayStart = usePermit('run:start');
	const start = useMutation(trpc.training.start.mutationOptions());

	async function startTraining(training: StartTraining): Promise<string | null> {
		return attempt(
			start
				.mutateAsync({ ...place, ...training, model: training.model ?? undefined })
				.then((run) => router.push(`/${place.org}/${place.project}/runs/${run.runId}`)),
		);
	}

	const crumbs = [{ label: place.project, href: `/${place.org}/${place.project}/runs` }, { label: 'Runs' }];
	const data = list.data ? runListOf({ ...list.data, runs: shown }, columns, now) : null;
	return (
		<AppPage crumbs={crumbs}>
			{(data || list.error) && (
				<RunListView
					place={place}
					trackingUri={project.trackingUri}
					data={list.error ? { ...runListOf(EMPTY, columns, now), filterError: refusalOf(list.error) } : (data ?? runListOf(EMPTY, columns, now))}
					query={query}
					onQuery={(change) => void setSearch(change)}
					newRuns={waiting}
					onShowNew={showAll}
					mayStart={mayStart}
					choices={choices}
					onOpenStart={() => setChoosing(true)}
					onStart={startTraining}
				/>
			)}
		</AppPage>
	);
}

const NO_COLUMNS = { metrics: [], params: [] };
const NO_RUNS: never[] = [];
const EMPTY = { runs: [], nextCursor: null, total: 1, counts: { all: 1, running: 0, failed: 0 } };

/** What a training can be started from, fetched when the dialogue opens. */
function useChoices(place: RunListPageProps['place'], wanted: boolean) {
	const trpc = useTRPC();
	const templates = useQuery(trpc.training.templates.queryOptions(undefined, { enabled: wanted }));
	const models = useQuery(trpc.model.list.queryOptions(place, { enabled: wanted }));
	const datasets = useQuery(trpc.dataset.list.queryOptions(place, { enabled: wanted }));
	const details = useQueries({ queries: (datasets.data ?? []).map(({ name }) => trpc.dataset.get.queryOptions({ ...place, name })) });
	const known = details.flatMap(({ data }) => (data ? [data] : []));
	if (!templates.data || !models.data || !datasets.data || known.length < datasets.data.length) return null;
	return choicesOf(templates.data, known, models.data);
}
