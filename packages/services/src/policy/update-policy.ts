import { policy } from '@interlock/db/tables';
import { nameOf, personOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { updatePolicyInput, type UpdatePolicyInput, whyUnsatisfiable } from '@interlock/domain/policy';
import { digestJson } from '@interlock/storage';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';
import { currentPolicy, loadEnvironment } from './load-policy.ts';
import { readCircumstances } from './read-circumstances.ts';

/**
 * Saves a new version of an environment's policy; older versions stay and go on binding their revisions. Saving the same document
 * again changes nothing. `invalid` for a policy nobody could satisfy, `conflict` when a newer version than `baseVersion` exists.
 */
export async function updatePolicy(ctx: ServiceContext, input: UpdatePolicyInput): Promise<{ id: string; version: number; digest: string }> {
	const wanted = parseInput(updatePolicyInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'policy:write');
		const env = await loadEnvironment(tx, place.projectId, wanted.environment);
		const before = await currentPolicy(tx, env.id);
		const digest = digestJson(wanted.document);
		if (digest === digestJson(before.document)) return { id: before.id, version: before.version, digest: before.digest };
		if (before.version !== wanted.baseVersion) throw movedOn(wanted.baseVersion, before.version, before.createdBy);
		const unsatisfiable = whyUnsatisfiable(wanted.document, await readCircumstances(tx, place.orgId, env.id));
		if (unsatisfiable) {
			const { sentence, ...detail } = unsatisfiable;
			throw new DomainError('invalid', sentence, { ...detail, reason: 'policy-unsatisfiable' });
		}
		const [row] = await tx
			.insert(policy)
			.values({
				orgId: place.orgId,
				projectId: place.projectId,
				environmentId: env.id,
				version: before.version + 1,
				document: wanted.document,
				digest,
				createdBy: nameOf(ctx.actor),
				createdByUserId: personOf(ctx.actor),
			})
			.onConflictDoNothing()
			.returning();
		if (!row) throw movedOn(wanted.baseVersion, before.version + 1, 'somebody else');
		await recordAudit(tx, ctx, {
			action: 'policy.updated',
			orgId: place.orgId,
			projectId: place.projectId,
			target: { kind: 'policy', id: row.id, name: `${env.name} version ${row.version}` },
			before: { version: before.version, digest: before.digest, document: before.document },
			after: { version: row.version, digest, document: wanted.document },
			subjectDigest: digest,
		});
		await publishEvent(tx, {
			orgId: place.orgId,
			projectId: place.projectId,
			channel: `project/${place.projectId}`,
			type: 'policy.updated',
			data: { environment: env.name, version: row.version },
		});
		return { id: row.id, version: row.version, digest };
	});
}

function movedOn(base: number, now: number, by: string): DomainError {
	return new DomainError('conflict', `baseVersion: the policy was edited by ${by} while you were reading; it is at version ${now}, not ${base}`, {
		field: 'baseVersion',
		value: base,
		reason: 'policy-moved',
	});
}
