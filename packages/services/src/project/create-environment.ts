import { environment, policy } from '@interlock/db/tables';
import { nameOf, personOf } from '@interlock/domain/access';
import { DomainError, parseInput } from '@interlock/domain/error';
import { defaultPolicy } from '@interlock/domain/policy';
import { type CreateEnvironmentInput, createEnvironmentInput } from '@interlock/domain/project';
import { digestJson } from '@interlock/storage';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

export interface CreatedEnvironment {
	id: string;
	name: string;
	/** Digest of its policy's first version, the default. */
	policyDigest: string;
}

/** Makes an environment with a default policy of its own; endpoints are made in it afterwards. `conflict` when the name is taken. */
export async function createEnvironment(ctx: ServiceContext, input: CreateEnvironmentInput): Promise<CreatedEnvironment> {
	const wanted = parseInput(createEnvironmentInput, input);
	return transact(ctx, async (tx) => {
		const { orgId, projectId } = await loadProject(tx, ctx, wanted, 'policy:write');
		const [row] = await tx
			.insert(environment)
			.values({ orgId, projectId, name: wanted.name, description: wanted.description })
			.onConflictDoNothing()
			.returning();
		if (!row)
			throw new DomainError('conflict', `name: an environment "${wanted.name}" exists in this project; choose another name`, {
				field: 'name',
				value: wanted.name,
				reason: 'name-taken',
			});
		const document = defaultPolicy(wanted.name);
		const digest = digestJson(document);
		const made = { createdBy: nameOf(ctx.actor), createdByUserId: personOf(ctx.actor) };
		await tx.insert(policy).values({ orgId, projectId, environmentId: row.id, version: 1, document, digest, ...made });
		await recordAudit(tx, ctx, {
			action: 'environment.created',
			orgId,
			projectId,
			target: { kind: 'environment', id: row.id, name: row.name },
			after: { description: row.description, policy: digest },
		});
		await publishEvent(tx, { orgId, projectId, channel: `project/${projectId}`, type: 'environment.created', data: { environment: row.name } });
		return { id: row.id, name: row.name, policyDigest: digest };
	});
}
