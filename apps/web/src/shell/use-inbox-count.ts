'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../api/api-provider.tsx';
import { useRefetchOn } from '../live/use-refetch-on.ts';
import { useShell } from './shell-context.tsx';

/** How many things ask for the reader, kept true while pages are open; null until it is known. */
export function useInboxCount(project: string | null): number | null {
	const trpc = useTRPC();
	const { org, user, projects } = useShell();
	const query = trpc.inbox.count.queryOptions({ org: org.slug });
	const { data } = useQuery(query);
	const current = projects.find((candidate) => candidate.slug === project);
	useRefetchOn(`person/${user.userId}`, () => [query.queryKey], 500);
	useRefetchOn(current ? `project/${current.id}` : null, (type) => (/^(change\.|policy\.|\*)/.test(type) ? [query.queryKey] : []), 2000);
	return data?.count ?? null;
}
