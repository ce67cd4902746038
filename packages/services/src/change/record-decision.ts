import { desc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { decision } from '@interlock/db/tables';
import type { ApprovalFacts, ChangeSubject, Decision, Vote } from '@interlock/domain/change';
import { digestJson } from '@interlock/storage';
import type { LoadedChange } from './load-change.ts';

/** What `decide` was given beside the policy's document; with it the decision can be made again. */
export interface DecisionInputs {
	policyDigest: string;
	subject: ChangeSubject;
	votes: Vote[];
	facts: ApprovalFacts;
	nowMs: number;
}

/** What binds a decision's inputs: all of them but the names of people, who are bound by their ids and may ask to be erased. */
export function digestOfInputs(inputs: DecisionInputs): string {
	const nameless = inputs.votes.map(({ dismissed, ...vote }) => ({
		...vote,
		name: undefined,
		forName: undefined,
		dismissed: dismissed && { ...dismissed, name: undefined },
	}));
	return digestJson(JSON.parse(JSON.stringify({ ...inputs, votes: nameless })));
}

/**
 * Keeps a decision with everything it was made from. A decision that repeats the change's last one on the same facts is kept once: a
 * process looks again every few seconds. Returns the digest of the inputs.
 */
export async function recordDecision(tx: Tx, { row }: LoadedChange, policyId: string, given: DecisionInputs, made: Decision): Promise<string> {
	// As JSON holds it: what is undefined is left out of both the row and its digest.
	const inputs = JSON.parse(JSON.stringify(given)) as DecisionInputs;
	const inputsDigest = digestOfInputs(inputs);
	const { nowMs, ...timeless } = inputs;
	const basisDigest = digestJson({ ...timeless, ...made });
	const [last] = await tx
		.select({ basis: decision.basisDigest })
		.from(decision)
		.where(eq(decision.changeId, row.id))
		.orderBy(desc(decision.decidedAt))
		.limit(1);
	if (last?.basis === basisDigest) return inputsDigest;
	await tx.insert(decision).values({
		orgId: row.orgId,
		projectId: row.projectId,
		changeId: row.id,
		revision: row.revision,
		policyId,
		inputs,
		inputsDigest,
		outcome: made.outcome,
		reasons: made.reasons,
		missing: made.missing,
		basisDigest,
		decidedAt: new Date(nowMs),
	});
	return inputsDigest;
}
