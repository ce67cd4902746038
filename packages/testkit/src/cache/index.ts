export { cacheDir, chromiumPath } from '../env.ts';
