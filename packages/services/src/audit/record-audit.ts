import { uuidv7 } from 'uuidv7';
import type { Tx } from '@interlock/db';
import { auditOutbox } from '@interlock/db/tables';
import { type Actor, nameOf, personOf } from '@interlock/domain/access';
import type { AuditEntry } from '@interlock/domain/audit';
import { canonicalJson } from '@interlock/storage';
import type { ServiceContext } from '../access/context.ts';

export interface AuditInput {
	action: string;
	decision?: 'allowed' | 'denied';
	orgId: string;
	projectId: string | null;
	target: { kind: string; id: string; name?: string };
	reason?: string;
	before?: unknown;
	after?: unknown;
	subjectDigest?: string;
}

/** Writes an audit entry in the transaction of what it tells: no entry, no effect. The sequencer numbers and seals it after commit. */
export async function recordAudit(tx: Tx, ctx: Pick<ServiceContext, 'actor' | 'now' | 'request'>, input: AuditInput): Promise<void> {
	const id = uuidv7();
	const entry: AuditEntry = {
		id,
		v: 1,
		at: ctx.now().toISOString(),
		orgId: input.orgId,
		projectId: input.projectId,
		action: input.action,
		decision: input.decision ?? 'allowed',
		actor: actorOf(ctx.actor),
		target: input.target,
		reason: input.reason,
		before: input.before,
		after: input.after,
		subjectDigest: input.subjectDigest,
		request: { id: ctx.request.id, ip: ctx.request.ip, userAgent: ctx.request.userAgent },
	};
	// Whatever somebody typed can be told: half a surrogate pair has no canonical form.
	const plain: unknown = JSON.parse(JSON.stringify(entry), (_key, value) => (typeof value === 'string' ? value.toWellFormed() : value));
	await tx.insert(auditOutbox).values({ id, orgId: input.orgId, entry: Buffer.from(canonicalJson(plain)) });
}

function actorOf(actor: Actor): AuditEntry['actor'] {
	const name = nameOf(actor);
	switch (actor.kind) {
		case 'user':
			return { kind: 'user', id: actor.userId, name, sessionId: actor.sessionId, seeded: actor.seeded ? true : undefined };
		case 'token': {
			const onBehalfOf = personOf(actor) ?? undefined;
			return {
				kind: 'token',
				id: actor.serviceAccountId ?? actor.ownerUserId,
				name,
				tokenId: actor.tokenId,
				onBehalfOf,
				seeded: actor.seeded ? true : undefined,
			};
		}
		case 'process':
			return { kind: 'process', id: actor.serviceAccountId ?? null, name, workflowId: actor.workflowId };
		case 'system':
			return { kind: 'system', id: null, name };
	}
}
