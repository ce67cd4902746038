import type { AppRouter } from '@interlock/api';
import { dehydrate, type FetchQueryOptions, HydrationBoundary, type QueryKey } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache, type ReactNode } from 'react';
import superjson from 'superjson';
import { readEnv } from '../env.ts';
import { ownPath } from '../shell/own-path.ts';
import { makeQueryClient } from './query-client.ts';

const queryClientOfRequest = cache(makeQueryClient);

/** The API as the signed-in person: asked over the loopback with their cookie. */
export const serverApi = cache(async () => {
	const given = await headers();
	const client = createTRPCClient<AppRouter>({
		links: [
			httpBatchLink({
				url: `${readEnv().serverUrl}/api/trpc`,
				transformer: superjson,
				headers: { cookie: given.get('cookie') ?? '', 'user-agent': given.get('user-agent') ?? 'interlock web' },
			}),
		],
	});
	return createTRPCOptionsProxy<AppRouter>({ client, queryClient: queryClientOfRequest });
});

/** Fetches a query for this page and keeps it for the browser. Unseen and unknown both answer 404; without a session one signs in first. */
export async function load<Data, Failure, Key extends QueryKey>(options: FetchQueryOptions<Data, Failure, Data, Key>): Promise<Data> {
	try {
		return await queryClientOfRequest().fetchQuery(options);
	} catch (error) {
		const code = error instanceof TRPCClientError ? (error.data as { code?: string } | null)?.code : undefined;
		if (code === 'UNAUTHORIZED') redirect(`/sign-in?to=${encodeURIComponent(ownPath((await headers()).get('x-interlock-path')))}`);
		if (code === 'NOT_FOUND' || code === 'BAD_REQUEST' || code === 'FORBIDDEN') notFound();
		throw error;
	}
}

/** Fetches a query for the browser where it answers; a refusal, such as of a typed filter, is the page's to show. */
export async function prefetch<Data, Failure, Key extends QueryKey>(options: FetchQueryOptions<Data, Failure, Data, Key>): Promise<void> {
	await queryClientOfRequest().prefetchQuery(options);
}

/** What was loaded for the page, handed to the browser with it. */
export function Hydrated({ children }: { children: ReactNode }) {
	return <HydrationBoundary state={dehydrate(queryClientOfRequest())}>{children}</HydrationBoundary>;
}
