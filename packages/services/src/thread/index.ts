export { editComment } from './edit-comment.ts';
export { listThreads, type ThreadCommentView, type Threads, type ThreadView } from './list-threads.ts';
export { replyToThread } from './reply-to-thread.ts';
export { resolveThread } from './resolve-thread.ts';
export { type StartedThread, startThread } from './start-thread.ts';
