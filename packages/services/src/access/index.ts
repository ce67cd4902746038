export { authorize, deny, denyWith, type Target } from './authorize.ts';
export type { ServiceContext } from './context.ts';
export { allowed, authorizeOrganization, type LoadedProject, loadOrganization, loadProject, noOrganization, type ProjectPlace } from './load-project.ts';
export { requirePart } from './require-part.ts';
export { readSnapshot } from './read-snapshot.ts';
export { transact } from './transact.ts';
