export { createTemporalClient, type TemporalPlace } from './client.ts';
export { type Log, startDispatcher } from './dispatcher.ts';
export { openProcesses } from './open-processes.ts';
export { reconcile, startReconciler } from './reconciler.ts';
export { sendCommand } from './send-command.ts';
