export { changeProcess } from './change.ts';
export { monitorSweepProcess } from './monitor-sweep.ts';
export { retrainProcess } from './retrain.ts';
export { rolloutProcess } from './rollout.ts';
export { runProcess } from './run.ts';
