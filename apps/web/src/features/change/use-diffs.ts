'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '../../api/api-provider.tsx';
import type { ChangeTab } from './change-tab.ts';
import type { ChangeDetail } from './types.ts';

interface Shown {
	number: number;
	revision: Pick<ChangeDetail['revision'], 'number' | 'evaluation'>;
}

/** What each tab fetches on its own. A revision's evaluation doesn't change once it ended, so an answer stays fresh. */
export function useDiffQueries(place: { org: string; project: string }, change: Shown) {
	const trpc = useTRPC();
	const at = { ...place, number: change.number, revision: change.revision.number };
	const options = { staleTime: Number.POSITIVE_INFINITY, enabled: change.revision.evaluation === 'finished' };
	return {
		metrics: trpc.change.metricsDiff.queryOptions(at, options),
		data: trpc.change.dataDiff.queryOptions(at, options),
		code: trpc.change.codeDiff.queryOptions(at, options),
		behaviour: trpc.change.behaviourDiff.queryOptions(at, options),
	};
}

/** Fetches what a tab shows before it is opened. */
export function usePrefetchTab(place: { org: string; project: string }, change: Shown): (tab: ChangeTab) => void {
	const queryClient = useQueryClient();
	const queries = useDiffQueries(place, change);
	return (tab) => {
		if (change.revision.evaluation !== 'finished') return;
		if (tab === 'metrics') void queryClient.prefetchQuery(queries.metrics);
		if (tab === 'data') void queryClient.prefetchQuery(queries.data);
		if (tab === 'code') void queryClient.prefetchQuery(queries.code);
		if (tab === 'behaviour') void queryClient.prefetchQuery(queries.behaviour);
	};
}
