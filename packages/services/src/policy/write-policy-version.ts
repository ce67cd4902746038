import type { Tx } from '@interlock/db';
import { policy } from '@interlock/db/tables';
import { nameOf, personOf } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';
import { type PolicyDocument, whyUnsatisfiable } from '@interlock/domain/policy';
import { digestJson } from '@interlock/storage';
import type { LoadedProject, ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import type { PolicyVersion } from './load-policy.ts';
import { readCircumstances } from './read-circumstances.ts';

/** Refuses a policy that nobody could satisfy now, with field, value and limit. */
export async function refuseUnsatisfiable(tx: Tx, orgId: string, environmentId: string, document: PolicyDocument): Promise<void> {
	const unsatisfiable = whyUnsatisfiable(document, await readCircumstances(tx, orgId, environmentId));
	if (!unsatisfiable) return;
	const { sentence, ...detail } = unsatisfiable;
	throw new DomainError('invalid', sentence, { ...detail, reason: 'policy-unsatisfiable' });
}

/**
 * Writes the next version of a policy with its audit entry. `by`: who wrote the document, where that is somebody else than who acts now.
 * `conflict` when a newer version than `before` was written meanwhile.
 */
export async function writePolicyVersion(
	tx: Tx,
	ctx: ServiceContext,
	place: LoadedProject,
	before: PolicyVersion,
	document: PolicyDocument,
	by: { name: string; userId: string | null; review: 'not-protected' | 'nobody-else' | { proposalId: string } },
): Promise<{ id: string; version: number; digest: string }> {
	const digest = digestJson(document);
	const [row] = await tx
		.insert(policy)
		.values({
			orgId: place.orgId,
			projectId: place.projectId,
			environmentId: before.environmentId,
			version: before.version + 1,
			document,
			digest,
			createdBy: by.name,
			createdByUserId: by.userId,
		})
		.onConflictDoNothing()
		.returning();
	if (!row) throw movedOn(before.version, before.version + 1, 'somebody else');
	await recordAudit(tx, ctx, {
		action: 'policy.updated',
		orgId: place.orgId,
		projectId: place.projectId,
		target: { kind: 'policy', id: row.id, name: `${before.environment} version ${row.version}` },
		before: { version: before.version, digest: before.digest, document: before.document },
		after: { version: row.version, digest, document, review: by.review },
		subjectDigest: digest,
	});
	await publishEvent(tx, {
		orgId: place.orgId,
		projectId: place.projectId,
		channel: `project/${place.projectId}`,
		type: 'policy.updated',
		data: { environment: before.environment, version: row.version },
	});
	return { id: row.id, version: row.version, digest };
}

/** Who acts, as a policy's version names its author. */
export function authorOf(ctx: ServiceContext): { name: string; userId: string | null } {
	return { name: nameOf(ctx.actor), userId: personOf(ctx.actor) };
}

export function movedOn(base: number, now: number, by: string): DomainError {
	return new DomainError('conflict', `baseVersion: the policy was edited by ${by} while you were reading; it is at version ${now}, not ${base}`, {
		field: 'baseVersion',
		value: base,
		reason: 'policy-moved',
	});
}
