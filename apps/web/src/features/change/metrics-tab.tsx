'use client';
import { useQuery } from '@tanstack/react-query';
import type { TabProps } from './tab-props.ts';
import { MetricsView } from './metrics-view.tsx';
import { useDiffQueries } from './use-diffs.ts';

/** Every metric of both versions on the same held-out rows, and the curves behind them. */
export function MetricsTab({ place, change, comparison }: TabProps) {
	const { data, isPending } = useQuery(useDiffQueries(place, change).metrics);
	return <MetricsView change={change} comparison={comparison} curves={data?.curves ?? null} fetching={isPending} />;
}
