import { agentRoutes } from './agents.ts';
import { auditRoutes } from './audit.ts';
import { breakGlassRoutes } from './break-glass.ts';
import { changeRoutes } from './changes.ts';
import { checkRoutes } from './checks.ts';
import { datasetRoutes } from './datasets.ts';
import { delegationRoutes } from './delegations.ts';
import { evidenceRoutes } from './evidence.ts';
import { endpointRoutes } from './endpoints.ts';
import { inboxRoutes } from './inbox.ts';
import { groupRoutes } from './groups.ts';
import { modelRoutes } from './models.ts';
import { policyRoutes } from './policies.ts';
import { projectRoutes } from './projects.ts';
import { recallRoutes } from './recalls.ts';
import type { RestRoute } from './route.ts';
import { runReadRoutes } from './runs-read.ts';
import { servingRoutes } from './serving.ts';
import { signInRoutes } from './sign-in.ts';
import { statusRoutes } from './status.ts';
import { threadRoutes } from './threads.ts';
import { suiteRoutes } from './suites.ts';
import { tokenRoutes } from './tokens.ts';
import { trainingRoutes } from './trainings.ts';
import { reproductionRoutes } from './reproductions.ts';
import { waiverRoutes } from './waivers.ts';

/** Every route of the REST API; what isn't here doesn't exist. */
export const REST_ROUTES: readonly RestRoute[] = [
	...projectRoutes,
	...tokenRoutes,
	...datasetRoutes,
	...trainingRoutes,
	...runReadRoutes,
	...modelRoutes,
	...inboxRoutes,
	...recallRoutes,
	...agentRoutes,
	...changeRoutes,
	...checkRoutes,
	...suiteRoutes,
	...reproductionRoutes,
	...waiverRoutes,
	...breakGlassRoutes,
	...delegationRoutes,
	...threadRoutes,
	...policyRoutes,
	...groupRoutes,
	...endpointRoutes,
	...servingRoutes,
	...auditRoutes,
	...evidenceRoutes,
	...signInRoutes,
	...statusRoutes,
];
