export { authorize, deny, denyUnseen, type Target } from './authorize.ts';
export type { ServiceContext } from './context.ts';
export { allowed, type LoadedProject, loadOrganization, loadProject, type ProjectPlace } from './load-project.ts';
export { transact } from './transact.ts';
