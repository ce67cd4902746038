import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '@interlock/db';
import { auditOutbox, type PersonalRow } from '@interlock/db/tables';
import { type Actor, nameOf, personOf } from '@interlock/domain/access';
import { type AuditEntry, commitmentInput } from '@interlock/domain/audit';
import { canonicalJson, sha256Hex } from '@interlock/storage';
import type { ServiceContext } from '../access/context.ts';

export interface AuditInput {
	action: string;
	decision?: 'allowed' | 'denied';
	orgId: string;
	projectId: string | null;
	/** The name of a person, or of their token or passkey, stays apart from the sealed bytes. */
	target: { kind: string; id: string; name?: string };
	/** Free text; stays apart from the sealed bytes. */
	reason?: string;
	/** Digests or small values; sealed, so never a name, an address or a secret. */
	before?: unknown;
	after?: unknown;
	subjectDigest?: string;
}

/**
 * Writes an audit entry in the transaction of what it tells: no entry, no effect. The sequencer numbers and seals it after commit. What is
 * personal goes beside it, behind a salted commitment, so that it can be erased and the chain stays valid.
 */
export async function recordAudit(tx: Tx, ctx: Pick<ServiceContext, 'actor' | 'now' | 'request'>, input: AuditInput): Promise<void> {
	const id = uuidv7();
	const parts = personalParts(ctx, input);
	const entry: AuditEntry = {
		id,
		v: 2,
		at: ctx.now().toISOString(),
		orgId: input.orgId,
		projectId: input.projectId,
		action: input.action,
		decision: input.decision ?? 'allowed',
		actor: actorOf(ctx.actor),
		target: parts.some(({ part }) => part === 'target') ? { kind: input.target.kind, id: input.target.id } : input.target,
		before: input.before,
		after: input.after,
		subjectDigest: input.subjectDigest,
		request: { id: ctx.request.id },
		personal: parts.length === 0 ? undefined : Object.fromEntries(parts.map(({ part, salt, payload }) => [part, sha256Hex(commitmentInput(salt, payload))])),
	};
	await tx.insert(auditOutbox).values({ id, orgId: input.orgId, entry: Buffer.from(canonicalText(entry)), personal: parts });
}

function personalParts({ actor, request }: Pick<ServiceContext, 'actor' | 'request'>, { target, reason }: AuditInput): PersonalRow[] {
	const personId = personOf(actor);
	const who = { name: personId === null ? undefined : nameOf(actor), ip: request.ip, userAgent: request.userAgent };
	const parts: PersonalRow[] = [];
	const add = (part: PersonalRow['part'], whose: string | null, payload: Record<string, string | undefined>) => {
		if (Object.values(payload).some((value) => value !== undefined))
			parts.push({ part, personId: whose, salt: randomBytes(16).toString('hex'), payload: canonicalText(payload) });
	};
	add('actor', personId, who);
	if (target.kind === 'person') add('target', target.id, { name: target.name });
	if (target.kind === 'token' || target.kind === 'passkey') add('target', personId, { name: target.name });
	add('reason', personId, { reason });
	return parts;
}

/** Whatever somebody typed can be told: half a surrogate pair has no canonical form. */
function canonicalText(value: unknown): string {
	return canonicalJson(JSON.parse(JSON.stringify(value), (_key, part) => (typeof part === 'string' ? part.toWellFormed() : part)));
}

function actorOf(actor: Actor): AuditEntry['actor'] {
	switch (actor.kind) {
		case 'user':
			return { kind: 'user', id: actor.userId, sessionId: actor.sessionId, auth: actor.auth?.strength, seeded: actor.seeded ? true : undefined };
		case 'token': {
			const onBehalfOf = personOf(actor) ?? undefined;
			return {
				kind: 'token',
				id: actor.serviceAccountId ?? actor.ownerUserId,
				name: onBehalfOf === undefined ? nameOf(actor) : undefined,
				tokenId: actor.tokenId,
				onBehalfOf,
				seeded: actor.seeded ? true : undefined,
			};
		}
		case 'process':
			return { kind: 'process', id: actor.serviceAccountId ?? null, name: nameOf(actor), workflowId: actor.workflowId };
		case 'system':
			return { kind: 'system', id: null, name: nameOf(actor) };
	}
}
