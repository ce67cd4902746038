import { and, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, reproduction } from '@interlock/db/tables';
import { type GateResult, judgeReproduction, type ReproductionLimits, type ReproductionReport } from '@interlock/domain/gate';
import { digestJson } from '@interlock/storage';
import type { ServiceContext } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { recordGateResults } from '../gate/index.ts';
import type { ChangeRow, RevisionRow } from './load-change.ts';
import { tellChange } from './tell-change.ts';

interface Reproduced {
	row: ChangeRow;
	subject: Pick<RevisionRow, 'number' | 'digest'>;
	limits: ReproductionLimits;
	attempt: number;
}

/** Writes what is known of a revision's reproduction: its row, the gate judged by it, an audit entry and a line of the timeline. */
export async function recordReproduction(
	tx: Tx,
	ctx: ServiceContext,
	{ row, subject, limits, attempt }: Reproduced,
	report: ReproductionReport,
): Promise<void> {
	const isEnded = report.state !== 'training';
	const digest = digestJson(report);
	const which = and(eq(reproduction.changeId, row.id), eq(reproduction.revision, subject.number), eq(reproduction.attempt, attempt));
	if (isEnded) await tx.update(reproduction).set({ state: 'ended', report, digest, endedAt: ctx.now() }).where(which);
	const judged = judgeReproduction(report, limits);
	const result = isEnded ? { ...judged, evidence: { ...judged.evidence, report: digest } } : judged;
	await recordGateResults(tx, { orgId: row.orgId, projectId: row.projectId, changeId: row.id, revision: subject.number }, [result], ctx.now());
	const entry = {
		orgId: row.orgId,
		projectId: row.projectId,
		target: { kind: 'change', id: row.id, name: `#${row.number}` },
		subjectDigest: subject.digest,
		reason: result.sentence,
		after: { revision: subject.number, status: result.status, run: result.evidence.run ?? null, ...(isEnded ? { report: digest } : {}) },
	};
	await recordAudit(tx, ctx, isEnded ? { action: 'change.reproduced', ...entry } : { action: 'change.reproduction-started', ...entry });
	await tellChange(tx, ctx, row, {
		kind: isEnded ? 'reproduced' : 'reproducing',
		sentence: tellingOf(report, subject.number, result),
		data: { revision: subject.number, status: result.status, run: result.evidence.run ?? null },
	});
	await tx.update(change).set({ updatedAt: ctx.now() }).where(eq(change.id, row.id));
}

function tellingOf({ state }: ReproductionReport, revision: number, { status, sentence, evidence }: GateResult): string {
	switch (state) {
		case 'training':
			return `trains revision ${revision} again, as ${evidence.runName}`;
		case 'trained':
			return `trained revision ${revision} again: ${status}. ${sentence}`;
		case 'impossible':
			return `could not train revision ${revision} again. ${sentence}`;
		case 'broken-off':
		case 'stopped':
			return `did not train revision ${revision} again to its end. ${sentence}`;
	}
}
