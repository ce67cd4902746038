import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, revision } from '@interlock/db/tables';
import { type CardReport, judgeModelCard } from '@interlock/domain/gate';
import type { ServiceContext } from '../access/index.ts';
import { decideInBackground, lockChangeById, tellChange } from '../change/index.ts';
import { recordGateResults } from '../gate/index.ts';
import { loadPolicyVersion } from '../policy/index.ts';

/** Judges the model card anew for each change in review that proposes the version and is evaluated, and decides it. */
export async function judgeCardAnew(tx: Tx, ctx: ServiceContext, modelVersionId: string, report: CardReport): Promise<void> {
	const proposing = await tx
		.select({ id: change.id })
		.from(change)
		.innerJoin(revision, and(eq(revision.changeId, change.id), eq(revision.number, change.revision)))
		.where(and(eq(revision.modelVersionId, modelVersionId), eq(revision.evaluation, 'finished'), inArray(change.state, ['draft', 'in-review'])));
	for (const { id } of proposing) {
		const loaded = await lockChangeById(tx, ctx, id);
		const { row } = loaded;
		const policy = await loadPolicyVersion(tx, loaded.revision.policyId);
		const wanted = policy.document.gates.modelCard;
		if (!wanted) continue;
		const result = judgeModelCard(report, wanted.licences);
		await recordGateResults(tx, { orgId: row.orgId, projectId: row.projectId, changeId: row.id, revision: row.revision }, [result], ctx.now());
		await tellChange(tx, ctx, row, {
			kind: 'card',
			sentence: `saved the model card. ${result.sentence}`,
			data: { digest: report.digest, status: result.status },
		});
		if (row.state === 'in-review') await decideInBackground(tx, ctx, loaded);
	}
}
