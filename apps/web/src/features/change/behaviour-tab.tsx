'use client';
import { useQuery } from '@tanstack/react-query';
import { BehaviourView } from './behaviour-view.tsx';
import type { TabProps } from './tab-props.ts';
import { useDiffQueries } from './use-diffs.ts';

/** What the candidate answers differently, and where it loses. */
export function BehaviourTab({ place, change, comparison }: TabProps) {
	const { data, isPending } = useQuery(useDiffQueries(place, change).behaviour);
	return <BehaviourView change={change} comparison={comparison} diff={data ?? null} fetching={isPending} />;
}
