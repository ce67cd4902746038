export { createTemporalClient, type TemporalPlace } from './client.ts';
export { type Log, startDispatcher } from './dispatcher.ts';
export { reconcile, startReconciler } from './reconciler.ts';
