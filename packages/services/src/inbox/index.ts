export { countInbox, getInbox, type InboxView } from './get-inbox.ts';
export type { InboxChange } from './what-waits.ts';
