export { apiToken, membership, organization, person, serviceAccount, session, signInLink } from './access.ts';
export {
	anonymousRefusal,
	auditCheckpoint,
	auditHead,
	auditLog,
	auditOutbox,
	auditPersonal,
	auditPublication,
	auditTile,
	type PersonalRow,
} from './audit.ts';
export { breakGlass, change, changeEntry, type ChangeState, contributor, gateResult, review, revision } from './change.ts';
export { dataset, datasetVersion } from './dataset.ts';
export { delegation } from './delegation.ts';
export { decision, policyProposal, reviewDismissal } from './decision.ts';
export {
	endpoint,
	type EndpointConfig,
	label,
	prediction,
	type RetrainConfig,
	rollout,
	type RolloutState,
	rolloutStep,
	route,
	servingChange,
	servingServer,
} from './deployment.ts';
export { behaviourSuite, checkIssuer, externalCheck, modelCard, reproduction, waiver } from './gate.ts';
export { groupMember, userGroup } from './group.ts';
export { type Lineage, loggedModel, modelAlias, modelVersion, registeredModel, runModelInput, runOutput } from './model.ts';
export { dirtyWindow, driftResult, monitorRun, retrainTrigger } from './monitor.ts';
export { mail, notification } from './notification.ts';
export { event, eventChannel, instanceFact, processCommand, processStep } from './process.ts';
export { environment, idempotencyKey, policy, project } from './project.ts';
export { passkey, passkeyChallenge } from './passkey.ts';
export { recall, recallItem } from './recall.ts';
export {
	agent,
	artifact,
	attempt,
	type AttemptState,
	experiment,
	metricLatest,
	metricPoint,
	run,
	runInput,
	runLog,
	runParam,
	type RunStatus,
	runTag,
	training,
	type TrainingState,
} from './run.ts';
export { openedDiff, thread, threadComment, threadCommentVersion } from './thread.ts';
