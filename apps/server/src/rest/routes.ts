import { projectRoutes } from './projects.ts';
import type { RestRoute } from './route.ts';
import { tokenRoutes } from './tokens.ts';

/** Every route of the REST API; what isn't here doesn't exist. */
export const REST_ROUTES: readonly RestRoute[] = [...projectRoutes, ...tokenRoutes];
