'use client';
import { useQuery } from '@tanstack/react-query';
import { DataView } from './data-view.tsx';
import type { TabProps } from './tab-props.ts';
import { useDiffQueries } from './use-diffs.ts';

/** How the training data of both versions differs. */
export function DataTab({ place, change, comparison }: TabProps) {
	const { data, isPending } = useQuery(useDiffQueries(place, change).data);
	return <DataView place={place} change={change} comparison={comparison} diff={data ?? null} fetching={isPending} />;
}
