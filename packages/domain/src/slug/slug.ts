import { z } from 'zod';

/** First path segments the front door and the pages need for themselves; a test holds this list against the route registry. */
export const RESERVED_SLUGS = [
	'account',
	'ajax-api',
	'api',
	'get-artifact',
	'graphql',
	'health',
	'healthz',
	'metrics',
	'mlflow',
	'model-versions',
	'new',
	'readyz',
	'serve',
	'settings',
	'sign-in',
	'sign-out',
	'socket.io',
	'static',
	'trpc',
	'v1',
	'version',
	'_next',
	'audit',
	'inbox',
	'members',
	'policies',
	'projects',
	'tokens',
	'workers',
] as const;

const reserved = new Set<string>(RESERVED_SLUGS);

/** A slug: 2 to 40 of a-z, 0-9 and inner hyphens, immutable, not reserved. */
export const slugSchema = z
	.string()
	.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$/, 'must be 2 to 40 characters of a-z, 0-9 and inner hyphens')
	.refine((slug) => !reserved.has(slug), 'is a reserved word');
