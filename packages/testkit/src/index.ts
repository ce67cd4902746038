export { auditEntries, expectAuditEntry } from './expect-audit-entry.ts';
export { type Footprint, footprint } from './footprint.ts';
export { as, makeOrg, makeProject, makeToken, makeUser, temporaryFolder, testContext, type TestOrg, type TestProject } from './factories.ts';
export { cacheDir } from './env.ts';
export { type Lies, softAuthenticator, type SoftAuthenticator } from './soft-authenticator.ts';
export { testObjectStore, type TestObjectStore } from './test-object-store.ts';
export { testTemporal, type TestTemporal } from './test-temporal.ts';
export { testDatabase, testDatabaseWithUrl } from './test-database.ts';
