import { Readable } from 'node:stream';
import { agentRegistration, attemptFinish, leaseRenewal, logChunk, workRequest } from '@interlock/contracts/agent';
import { appendLog, claimWork, finishAttempt, openAttemptBlob, registerAgent, renewLease } from '@interlock/services/training';
import { waitForRing } from '../http/wait-for-ring.ts';
import { route } from './route.ts';

/** What training hosts say and ask; with the instance's agent token. */
export const agentRoutes = [
	route({
		method: 'post',
		path: '/agent/register',
		summary: 'Register an agent',
		permission: 'agent:work',
		audit: 'none',
		body: agentRegistration,
		success: { status: 200, description: 'The terms of a lease' },
		handle: async ({ ctx, body }) => ({ status: 200, body: await registerAgent(ctx, body) }),
	}),
	route({
		method: 'post',
		path: '/agent/work',
		summary: 'Ask for an attempt, waiting for one',
		permission: 'agent:work',
		audit: 'none',
		body: workRequest,
		secretAnswer: true,
		success: { status: 200, description: 'An attempt; 204 when none came in time' },
		handle: async ({ ctx, instance, body, request }) => {
			const deadlineMs = Date.now() + body.waitMs;
			for (;;) {
				const rung = waitForRing(instance, 'interlock_attempt', Math.min(deadlineMs - Date.now(), 2_000), request.signal);
				const attempt = await claimWork(ctx, body, instance.env.publicUrl);
				if (attempt) return { status: 200, body: { attempt } };
				if (Date.now() >= deadlineMs || request.signal.aborted) return { status: 204 };
				await rung;
			}
		},
	}),
	route({
		method: 'post',
		path: '/agent/attempts/{id}/renew',
		summary: 'Prolong a lease',
		permission: 'agent:work',
		audit: 'none',
		body: leaseRenewal,
		success: { status: 200, description: 'Until when it holds, and whether to cancel' },
		handle: async ({ ctx, params, body }) => ({ status: 200, body: await renewLease(ctx, params.id ?? '', body) }),
	}),
	route({
		method: 'post',
		path: '/agent/attempts/{id}/logs',
		summary: 'Ship a piece of log',
		permission: 'agent:work',
		audit: 'perRun',
		body: logChunk,
		maxBodyBytes: 512 * 1024,
		success: { status: 204, description: 'Stored' },
		handle: async ({ ctx, params, body }) => {
			await appendLog(ctx, params.id ?? '', body);
			return { status: 204 };
		},
	}),
	route({
		method: 'post',
		path: '/agent/attempts/{id}/finish',
		summary: 'Report how an attempt ended',
		permission: 'agent:work',
		audit: 'none',
		body: attemptFinish,
		success: { status: 204, description: 'Taken' },
		handle: async ({ ctx, params, body }) => {
			await finishAttempt(ctx, params.id ?? '', body);
			return { status: 204 };
		},
	}),
	route({
		method: 'get',
		path: '/agent/attempts/{id}/blobs/{sha256}',
		summary: 'Bytes of an attempt: its template files and datasets',
		permission: 'agent:work',
		audit: 'none',
		success: { status: 200, description: 'Bytes' },
		handle: async ({ ctx, params }) => {
			const bytes = await openAttemptBlob(ctx, params.id ?? '', params.sha256 ?? '');
			const body = new Response(Readable.toWeb(bytes) as ReadableStream, { headers: { 'content-type': 'application/octet-stream' } });
			return { status: 200, body };
		},
	}),
];
