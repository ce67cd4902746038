export { enqueueCommand } from './enqueue-command.ts';
export { onceByStep } from './once-by-step.ts';
