'use client';
import type { AppRouter } from '@interlock/api';
import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { type ReactNode, useState } from 'react';
import superjson from 'superjson';
import { makeQueryClient } from './query-client.ts';

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();
export { useTRPC };

/** Queries whose input is a whole document: they go in a body, not in the address. */
const IN_BODY = new Set(['policy.replay']);
const AT = { url: '/api/trpc', transformer: superjson } as const;
const LINK = splitLink<AppRouter>({
	condition: ({ path }) => IN_BODY.has(path),
	true: httpLink({ ...AT, methodOverride: 'POST' }),
	false: httpBatchLink(AT),
});

/** The browser's side of the API: same origin, the session cookie goes along. */
export function ApiProvider({ children }: { children: ReactNode }) {
	const [queryClient] = useState(makeQueryClient);
	const [client] = useState(() => createTRPCClient<AppRouter>({ links: [LINK] }));
	return (
		<QueryClientProvider client={queryClient}>
			<TRPCProvider trpcClient={client} queryClient={queryClient}>
				{children}
			</TRPCProvider>
		</QueryClientProvider>
	);
}
