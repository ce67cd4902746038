import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { revision } from '@interlock/db/tables';
import type { ChangeStep } from '@interlock/domain/change';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { closeInTx } from './close-change.ts';
import type { LoadedChange } from './load-change.ts';
import { readMoved } from './read-stale.ts';
import { tellChange } from './tell-change.ts';

/**
 * Has a revision evaluated again, against what the endpoint runs now and on the newest evaluation data (R14): it is the same revision with
 * the same manifest and digest, and its approvals stand if the comparison comes out the same. A change whose version serves already closes.
 */
export async function renewEvaluation(tx: Tx, ctx: ServiceContext, loaded: LoadedChange, because: string): Promise<ChangeStep> {
	const { row, revision: subject } = loaded;
	const moved = await readMoved(tx, loaded);
	const base = moved.champion ? moved.champion.now : subject.baseModelVersionId;
	if (base === subject.modelVersionId) {
		const reason = 'The endpoint runs this version already.';
		await closeInTx(tx, ctx, loaded, { kind: 'closed', reason, sentence: `closed the change. ${reason}` });
		return { next: 'end' };
	}
	const number = subject.evaluationNumber + 1;
	await tx
		.update(revision)
		.set({
			evaluation: 'pending',
			evaluationNumber: number,
			baseModelVersionId: base,
			holdoutDatasetVersionId: moved.data?.id ?? subject.holdoutDatasetVersionId,
		})
		.where(eq(revision.id, subject.id));
	await recordAudit(tx, ctx, {
		action: 'change.evaluation-renewed',
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'change', id: row.id, name: `#${row.number}` },
		subjectDigest: subject.digest,
		reason: because,
		before: { evaluation: subject.evaluationNumber, base: subject.baseModelVersionId, comparison: subject.comparisonDigest },
		after: { evaluation: number, base },
	});
	await tellChange(tx, ctx, row, {
		kind: 'reevaluating',
		sentence: `evaluates revision ${subject.number} again. ${because} Approvals stand if the comparison comes out the same.`,
		data: { revision: subject.number, evaluation: number },
	});
	return { next: 'evaluate', revision: subject.number };
}
