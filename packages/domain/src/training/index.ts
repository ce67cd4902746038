export { LEASE_RENEW_MS, LEASE_TTL_MS, MAX_LOST_ATTEMPTS, nextTrainingStep, type TrainingFacts, type TrainingStep } from './next-step.ts';
export { startRunInput, type StartRunInput } from './start-run-input.ts';
