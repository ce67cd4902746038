'use client';
import { useQuery } from '@tanstack/react-query';
import { CodeView } from './code-view.tsx';
import type { TabProps } from './tab-props.ts';
import { useDiffQueries } from './use-diffs.ts';

/** The code both versions were trained with, and beside it what they were trained by. */
export function CodeTab({ place, change, comparison }: TabProps) {
	const { data, isPending } = useQuery(useDiffQueries(place, change).code);
	return <CodeView change={change} comparison={comparison} diff={data ?? null} fetching={isPending} />;
}
