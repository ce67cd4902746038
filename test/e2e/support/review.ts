import type { Page } from '@playwright/test';
import type { Journey } from './journey.ts';
import { ask, call } from './rest.ts';
import { stackFacts } from './stack-facts.ts';

/** Number of the change whose page is open. */
export const numberOf = (page: Page) => Number(/\/changes\/(\d+)/.exec(page.url())?.[1]);

interface Refusal {
	status: number;
	message: string;
}

/** Tries to approve as the author by both doors: tRPC with the browser's session, REST with the author's token. */
export async function reviewByHttp({ author, project, token }: Journey, number: number): Promise<{ byTrpc: Refusal; byRest: Refusal }> {
	const { revision } = await call<{ revision: { digest: string } }>(token, 'GET', `${project.rest}/changes/${number}`);
	const review = { verdict: 'approve', body: '', digest: revision.digest };
	const trpc = await author.context().request.post('/api/trpc/change.review', {
		headers: { origin: stackFacts().url },
		data: { json: { org: 'interlock', project: project.slug, number, ...review } },
	});
	const refused = (await trpc.json()) as { error: { json: { message: string } } };
	const rest = await ask<{ detail: string }>(token, 'POST', `${project.rest}/changes/${number}/reviews`, review);
	return { byTrpc: { status: trpc.status(), message: refused.error.json.message }, byRest: { status: rest.status, message: rest.body.detail } };
}

export interface AuditRow {
	n: number;
	entry: {
		action: string;
		decision: 'allowed' | 'denied';
		projectId: string | null;
		reason?: string;
		actor: { kind: string; name: string };
		target: { kind: string; name?: string };
	};
}

/** Sealed audit entries of a project, newest first, read with the operator's token. */
export async function auditOf(project: { rest: string }, search: string): Promise<AuditRow[]> {
	const { operatorToken } = stackFacts().secrets;
	const { id } = await call<{ id: string }>(operatorToken, 'GET', project.rest);
	const { rows } = await call<{ rows: AuditRow[] }>(operatorToken, 'GET', `/orgs/interlock/audit?limit=200&${search}`);
	return rows.filter((row) => row.entry.projectId === id);
}
