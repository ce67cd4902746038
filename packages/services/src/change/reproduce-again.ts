import { and, eq } from 'drizzle-orm';
import { gateResult, reproduction } from '@interlock/db/tables';
import { type ChangePlace, changePlaceInput, whyNotReproduceAgain } from '@interlock/domain/change';
import { DomainError, parseInput } from '@interlock/domain/error';
import { pendingReproduction } from '@interlock/domain/gate';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { recordGateResults } from '../gate/index.ts';
import { enqueueCommand } from '../process/index.ts';
import { loadChange } from './load-change.ts';
import { newestReproduction } from './newest-reproduction.ts';
import { tellChange } from './tell-change.ts';

/**
 * Asks the change's process to train the newest revision again once more, where the last attempt was inconclusive. What was judged,
 * passed or failed, stays: nobody tries until it fits. `conflict` with the reason otherwise.
 */
export async function reproduceAgain(ctx: ServiceContext, input: ChangePlace): Promise<{ attempt: number }> {
	const wanted = parseInput(changePlaceInput, input);
	return transact(ctx, async (tx) => {
		const { row, revision } = await loadChange(tx, ctx, wanted, 'run:start', { lock: true });
		const newest = await newestReproduction(tx, row.id, revision.number);
		const [gate] = await tx
			.select({ status: gateResult.status })
			.from(gateResult)
			.where(and(eq(gateResult.changeId, row.id), eq(gateResult.revision, revision.number), eq(gateResult.gate, 'reproduction')));
		const barred = whyNotReproduceAgain(row.state, gate?.status ?? null);
		if (barred) throw new DomainError('conflict', `reproduction: ${barred}`, { field: 'number', value: row.number, reason: 'reproduction-state' });
		const attempt = (newest?.attempt ?? 0) + 1;
		await tx.insert(reproduction).values({
			...{ orgId: row.orgId, projectId: row.projectId, changeId: row.id, revision: revision.number, attempt },
			...{ modelVersionId: revision.modelVersionId, state: 'asked' as const, createdAt: ctx.now() },
		});
		const at = { orgId: row.orgId, projectId: row.projectId, changeId: row.id, revision: revision.number };
		await recordGateResults(tx, at, [pendingReproduction()], ctx.now());
		await recordAudit(tx, ctx, {
			action: 'change.reproduction-asked',
			orgId: row.orgId,
			projectId: row.projectId,
			target: { kind: 'change', id: row.id, name: `#${row.number}` },
			subjectDigest: revision.digest,
			after: { revision: revision.number, attempt },
		});
		await tellChange(tx, ctx, row, { kind: 'reproducing', sentence: `asked to train revision ${revision.number} again once more`, data: { attempt } });
		await enqueueCommand(tx, { kind: 'doorbell', process: 'change', workflowId: `change/${row.id}` });
		return { attempt };
	});
}
