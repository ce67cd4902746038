export { runProcess } from './run.ts';
