import type { Tx } from '@interlock/db';
import { environment, experiment, policy } from '@interlock/db/tables';
import { defaultPolicy } from '@interlock/domain/policy';
import { digestJson } from '@interlock/storage';

export const ENVIRONMENTS = ['staging', 'production'] as const;

/** Gives a new project what the product relies on: experiment `Default` (0), the environments, and a default policy for each. `unattended`: programs review there, as in the quickstart; they have no password. */
export async function furnishProject(tx: Tx, input: { orgId: string; projectId: string; createdBy: string; now: Date; unattended?: boolean }): Promise<void> {
	const { orgId, projectId, createdBy } = input;
	const nowMs = input.now.getTime();
	await tx.insert(experiment).values({ orgId, projectId, number: 0, name: 'Default', createdAtMs: nowMs, updatedAtMs: nowMs });
	for (const name of ENVIRONMENTS) {
		const [env] = await tx.insert(environment).values({ orgId, projectId, name }).returning();
		if (!env) continue;
		const document = { ...defaultPolicy(name), ...(input.unattended ? { stepUpMs: null } : {}) };
		await tx.insert(policy).values({ orgId, projectId, environmentId: env.id, version: 1, document, digest: digestJson(document), createdBy });
	}
}
