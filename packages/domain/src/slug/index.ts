export { RESERVED_SLUGS, slugFrom, slugSchema } from './slug.ts';
