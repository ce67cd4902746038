import type { AppRouter } from '@interlock/api';
import type { inferRouterOutputs } from '@trpc/server';

/** What each procedure answers; the features' mappers read it. */
export type Outputs = inferRouterOutputs<AppRouter>;
