export { appRouter, type AppRouter } from './app-router.ts';
export type { ApiContext } from './trpc.ts';
