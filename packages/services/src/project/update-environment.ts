import { and, eq } from 'drizzle-orm';
import { environment } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { updateEnvironmentInput, type UpdateEnvironmentInput } from '@interlock/domain/project';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { publishEvent } from '../event/index.ts';

/** Says what an environment is for; saving the same changes nothing. `not-found` for an unknown one. */
export async function updateEnvironment(ctx: ServiceContext, input: UpdateEnvironmentInput): Promise<{ name: string; description: string }> {
	const wanted = parseInput(updateEnvironmentInput, input);
	return transact(ctx, async (tx) => {
		const { orgId, projectId } = await loadProject(tx, ctx, wanted, 'policy:write');
		const [row] = await tx
			.select()
			.from(environment)
			.where(and(eq(environment.projectId, projectId), eq(environment.name, wanted.environment)))
			.for('update');
		if (!row) throw new DomainError('not-found', 'environment not found', { field: 'environment', value: wanted.environment });
		const after = { name: row.name, description: wanted.description };
		if (row.description === after.description) return after;
		await tx.update(environment).set({ description: after.description }).where(eq(environment.id, row.id));
		await recordAudit(tx, ctx, {
			action: 'environment.updated',
			orgId,
			projectId,
			target: { kind: 'environment', id: row.id, name: row.name },
			before: { description: row.description },
			after: { description: after.description },
		});
		await publishEvent(tx, { orgId, projectId, channel: `project/${projectId}`, type: 'environment.updated', data: { environment: row.name } });
		return after;
	});
}
