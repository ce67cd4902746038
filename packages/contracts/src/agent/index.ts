export { type AssignedAttempt, type AssignedDataset, assignedAttempt, assignedWork, type WorkRequest, workRequest } from './assigned-attempt.ts';
export {
	type AttemptFinish,
	type AttemptOutcome,
	type AttemptPhase,
	attemptFinish,
	type LeaseRenewal,
	type LogChunk,
	leaseRenewal,
	logChunk,
	MAX_LOG_CHUNK_CHARACTERS,
	type RenewedLease,
	renewedLease,
} from './attempt-report.ts';
export { type AgentDevice, type AgentIsolation, type AgentRegistration, type AgentTerms, agentRegistration, agentTerms } from './registration.ts';
