import { createCheckpointSigner } from '@interlock/services/audit';
import { getEvidence } from '@interlock/services/change';
import { z } from 'zod';
import { renderEvidence } from '../evidence/render-evidence.ts';
import { route } from './route.ts';

/** The evidence of a change, for whoever has to show it later. */
export const evidenceRoutes = [
	route({
		method: 'get',
		path: '/projects/{org}/{project}/changes/{number}/evidence',
		summary: 'The evidence pack of a change: a signed file, or a page to read and print (`format=html`)',
		permission: 'audit:read',
		audit: 'entry',
		query: z.object({ format: z.enum(['json', 'html']).optional() }),
		success: { status: 200, description: 'The pack with its signature, for `interlock audit verify`' },
		handle: async ({ ctx, instance, params, query }) => {
			const key = instance.env.checkpointKey;
			const place = { org: params.org ?? '', project: params.project ?? '', number: params.number ?? '' };
			const evidence = await getEvidence(ctx, place, key ? createCheckpointSigner(key) : null);
			const body =
				query.format === 'html'
					? new Response(renderEvidence(evidence), { headers: { ...SAFE, 'content-type': 'text/html; charset=utf-8' } })
					: new Response(evidence.file, {
							headers: {
								...SAFE,
								'content-type': 'application/json',
								'content-disposition': `attachment; filename="change-${evidence.pack.change.number}.evidence.json"`,
							},
						});
			return { status: 200, body };
		},
	}),
];

const SAFE = {
	'cache-control': 'no-store',
	'x-content-type-options': 'nosniff',
	'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
};
