import { auditRouter } from './audit.ts';
import { meRouter } from './me.ts';
import { memberRouter } from './member.ts';
import { projectRouter } from './project.ts';
import { tokenRouter } from './token.ts';
import { router } from './trpc.ts';

/** Everything the pages read and do; one router per noun. */
export const appRouter = router({ audit: auditRouter, me: meRouter, member: memberRouter, project: projectRouter, token: tokenRouter });
export type AppRouter = typeof appRouter;
