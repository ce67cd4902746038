import { auditFilter, erasePersonInput } from '@interlock/domain/audit';
import { parseInput } from '@interlock/domain/error';
import { erasePerson, exportLog, getChainState, getCheckpoints, getConsistency, getProof, listAudit } from '@interlock/services/audit';
import { z } from 'zod';
import { route } from './route.ts';

const position = z.coerce.number().int('must be a whole number').positive('must be at least 1');

/** The audit log of an organization. */
export const auditRoutes = [
	route({
		method: 'get',
		path: '/orgs/{org}/audit/chain',
		summary: 'Verify the chain now',
		permission: 'audit:read',
		audit: 'none',
		success: { status: 200, description: 'Intact, or the first entry that does not fit' },
		handle: async ({ ctx, params }) => ({ status: 200, body: await getChainState(ctx, { org: params.org ?? '' }) }),
	}),
	route({
		method: 'get',
		path: '/orgs/{org}/audit',
		summary: 'List sealed entries, newest first, by actor, action (`change.*`), target, project, decision, time or text',
		permission: 'audit:read',
		audit: 'none',
		query: auditFilter.extend({
			before: z.coerce.number().int().positive().optional(),
			limit: z.coerce.number().int().min(1).max(200, 'must be at most 200').optional(),
		}),
		success: { status: 200, description: 'Entries' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await listAudit(ctx, { org: params.org ?? '', ...query }) }),
	}),
	route({
		method: 'get',
		path: '/orgs/{org}/audit/checkpoints',
		summary: 'Signed checkpoints, newest first, with what verifies them and where they are published',
		permission: 'audit:read',
		audit: 'none',
		query: z.object({ limit: z.coerce.number().int().min(1).max(100, 'must be at most 100').optional() }),
		success: { status: 200, description: 'Checkpoints' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getCheckpoints(ctx, { org: params.org ?? '', ...query }) }),
	}),
	route({
		method: 'get',
		path: '/orgs/{org}/audit/consistency',
		summary: 'Hashes that prove that the log of `second` entries begins with that of `first`',
		permission: 'audit:read',
		audit: 'none',
		query: z.object({ first: position, second: position }),
		success: { status: 200, description: 'Hashes, base64' },
		handle: async ({ ctx, params, query }) => ({ status: 200, body: await getConsistency(ctx, { org: params.org ?? '', ...query }) }),
	}),
	route({
		method: 'get',
		path: '/orgs/{org}/audit/{n}/proof',
		summary: 'Prove that an entry is in the log that a checkpoint signed: the newest, or the one of `size` entries',
		permission: 'audit:read',
		audit: 'none',
		query: z.object({ size: position.optional() }),
		success: { status: 200, description: 'The entry, hashes from its leaf up, the checkpoint and what verifies it' },
		handle: async ({ ctx, params, query }) => ({
			status: 200,
			body: await getProof(ctx, { org: params.org ?? '', n: parseInput(z.object({ n: position }), { n: params.n }).n, ...query }),
		}),
	}),
	route({
		method: 'post',
		path: '/orgs/{org}/people/{userId}/erase',
		summary: 'Erase what the organization knows of a former member; the audit chain stays valid',
		permission: 'audit:erase',
		audit: 'entry',
		body: erasePersonInput.pick({ reason: true }),
		success: { status: 200, description: 'How many payloads and places were erased', schema: z.object({ payloads: z.number(), places: z.number() }) },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await erasePerson(ctx, { org: params.org ?? '', userId: params.userId ?? '', ...body }) }),
	}),
	route({
		method: 'get',
		path: '/orgs/{org}/audit/export',
		summary: 'The whole log with its checkpoints, a JSON value per line',
		permission: 'audit:read',
		audit: 'entry',
		success: { status: 200, description: 'application/x-ndjson, for `interlock audit verify`' },
		handle: async ({ ctx, params }) => {
			const org = params.org ?? '';
			const lines = await exportLog(ctx, { org });
			return { status: 200, body: new Response(ReadableStream.from(lines).pipeThrough(new TextEncoderStream()), { headers: asFile(`${org}.audit.ndjson`) }) };
		},
	}),
];

function asFile(name: string): Record<string, string> {
	return { 'content-type': 'application/x-ndjson', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' };
}
