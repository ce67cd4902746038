export { rolloutProcess } from './rollout.ts';
export { runProcess } from './run.ts';
