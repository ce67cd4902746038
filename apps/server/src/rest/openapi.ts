import { z } from 'zod';
import { type RestRoute, takesKey } from './route.ts';

/** The OpenAPI 3.1 document of the declared routes. */
export function openApiDocument(routes: readonly RestRoute[], publicUrl: string): unknown {
	const paths: Record<string, Record<string, unknown>> = {};
	for (const route of routes) {
		const path = `/api/v1${route.path}`;
		paths[path] = { ...paths[path], [route.method]: operation(route) };
	}
	return {
		openapi: '3.1.0',
		info: { title: 'Interlock', version: '1', description: 'Pull requests for models. Errors are application/problem+json and name field, value and limit.' },
		servers: [{ url: publicUrl }],
		components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
		security: [{ token: [] }],
		paths,
	};
}

function operation(route: RestRoute): unknown {
	const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
	return {
		summary: route.summary,
		description: `Permission: ${route.permission}. Audit: ${route.audit}.`,
		parameters: [...parameters, ...queryParameters(route.query), ...(takesKey(route) ? [IDEMPOTENCY_KEY] : [])],
		...(route.body === undefined ? {} : { requestBody: requestBody(route.body) }),
		responses: {
			[route.success.status]: {
				description: route.success.description,
				...(route.success.schema ? { content: { 'application/json': { schema: jsonSchema(route.success.schema, 'output') } } } : {}),
			},
			'4XX': { description: 'A refusal', content: { 'application/problem+json': {} } },
		},
	};
}

const IDEMPOTENCY_KEY = {
	name: 'Idempotency-Key',
	in: 'header',
	required: false,
	description: 'Sent again within 24 hours with the same call, it gives the first answer and does nothing; with another call it is a conflict.',
	schema: { type: 'string', maxLength: 200 },
};

function queryParameters(query: z.ZodType | undefined): unknown[] {
	if (!query) return [];
	const schema = jsonSchema(query, 'input') as { properties?: Record<string, unknown>; required?: string[] };
	return Object.entries(schema.properties ?? {}).map(([name, s]) => ({ name, in: 'query', required: schema.required?.includes(name) ?? false, schema: s }));
}

function requestBody(body: z.ZodType | 'stream'): unknown {
	if (body === 'stream') return { content: { 'application/octet-stream': {} } };
	return { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
	const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
	return rest;
}
