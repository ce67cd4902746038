export { cacheDir } from '../env.ts';
