export { defaultCacheFolder } from './env.ts';
export { type LockAttempt, type LockOwner, tryLock, waitForLock } from './lock-file.ts';
export { commandLineOf, endProcess, type EndStep, exitOf, findProcesses, freePort, type ProcessExit, processStartOf } from './process.ts';
export { makeEnterable } from './server-account.ts';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start-embedded-postgres.ts';
