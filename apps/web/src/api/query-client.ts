import { defaultShouldDehydrateQuery, QueryClient } from '@tanstack/react-query';
import superjson from 'superjson';

/** Queries stay fresh until an event says otherwise; a refusal is shown, not asked for again. */
export function makeQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: { staleTime: 60_000, refetchOnWindowFocus: false, retry: false },
			dehydrate: { serializeData: superjson.serialize, shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) },
			hydrate: { deserializeData: superjson.deserialize },
		},
	});
}
