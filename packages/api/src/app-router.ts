import { auditRouter } from './audit.ts';
import { cardRouter } from './card.ts';
import { changeRouter } from './change.ts';
import { checkRouter } from './check.ts';
import { datasetRouter } from './dataset.ts';
import { delegationRouter } from './delegation.ts';
import { deploymentRouter } from './deployment.ts';
import { inboxRouter } from './inbox.ts';
import { groupRouter } from './group.ts';
import { meRouter } from './me.ts';
import { memberRouter } from './member.ts';
import { modelRouter } from './model.ts';
import { monitorRouter } from './monitor.ts';
import { passkeyRouter } from './passkey.ts';
import { policyRouter } from './policy.ts';
import { projectRouter } from './project.ts';
import { recallRouter } from './recall.ts';
import { runRouter } from './run.ts';
import { searchRouter } from './search.ts';
import { threadRouter } from './thread.ts';
import { tokenRouter } from './token.ts';
import { trainingRouter } from './training.ts';
import { router } from './trpc.ts';

/** Everything the pages read and do; one router per noun. */
export const appRouter = router({
	audit: auditRouter,
	card: cardRouter,
	change: changeRouter,
	check: checkRouter,
	dataset: datasetRouter,
	delegation: delegationRouter,
	deployment: deploymentRouter,
	inbox: inboxRouter,
	group: groupRouter,
	me: meRouter,
	member: memberRouter,
	model: modelRouter,
	monitor: monitorRouter,
	passkey: passkeyRouter,
	policy: policyRouter,
	project: projectRouter,
	recall: recallRouter,
	run: runRouter,
	search: searchRouter,
	thread: threadRouter,
	token: tokenRouter,
	training: trainingRouter,
});
export type AppRouter = typeof appRouter;
