'use client';
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { usePermit } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { RunDetailView } from './run-detail-view.tsx';
import { runDetailOf } from './run-of.ts';
import { useRunLogs } from './use-run-logs.ts';

export interface RunPageProps {
	place: { org: string; project: string };
	runId: string;
	nowMs: number;
}

export function RunPage({ place, runId, nowMs }: RunPageProps) {
	const trpc = useTRPC();
	const now = useNow(nowMs);
	const at = { ...place, runId };
	const [tab] = useQueryState('tab', parseAsStringLiteral(['overview', 'charts', 'logs', 'artifacts']).withDefault('overview'));
	const runQuery = trpc.run.get.queryOptions(at);
	const curvesQuery = trpc.run.curves.queryOptions({ ...at, points: 400 });
	const filesQuery = trpc.run.files.queryOptions(at);
	const { data: run } = useSuspenseQuery(runQuery);
	const { data: curves = [] } = useQuery(curvesQuery);
	const { data: files = [] } = useQuery(filesQuery);
	const logs = useRunLogs(at, run.id);
	const mayCancel = usePermit('run:cancel');
	const cancel = useMutation(trpc.training.cancel.mutationOptions());
	useRefetchOn(`run/${run.id}`, (type) => {
		if (type === 'run.metrics') return [curvesQuery.queryKey];
		if (type === 'run.logs') return [];
		return [runQuery.queryKey, filesQuery.queryKey, ...(type === '*' ? [curvesQuery.queryKey] : [])];
	});
	const base = `/${place.org}/${place.project}/runs`;
	return (
		<AppPage crumbs={[{ label: place.project, href: base }, { label: 'Runs', href: base }, { label: run.name }]}>
			<RunDetailView
				place={place}
				run={runDetailOf({ run, curves, files, mayCancel, nowMs: now })}
				logs={logs}
				tab={tab}
				onCancel={() => attempt(cancel.mutateAsync({ ...place, run: runId }))}
			/>
		</AppPage>
	);
}
