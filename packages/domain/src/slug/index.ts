export { RESERVED_SLUGS, slugSchema } from './slug.ts';
export { slugFrom } from './slug-from.ts';
