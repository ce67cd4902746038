export { appRouter, type AppRouter } from './app-router.ts';
export { type ApiContext, createCallerFactory } from './trpc.ts';
