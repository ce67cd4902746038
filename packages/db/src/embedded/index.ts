export { defaultCacheFolder } from './env.ts';
export { commandLineOf, endProcess, type EndStep, exitOf, freePort, type ProcessExit, processStartOf } from './process.ts';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start-embedded-postgres.ts';
