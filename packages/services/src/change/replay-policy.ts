import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, decision, endpoint } from '@interlock/db/tables';
import { type ChangeState, decideAgain, type KeptDecision, replaySentence, type TriedPolicy, tryPolicy } from '@interlock/domain/change';
import { parseInput } from '@interlock/domain/error';
import {
	getProposalInput,
	type GetProposalInput,
	type PolicyDocument,
	policyDocumentSchema,
	type ReplayPolicyInput,
	replayPolicyInput,
} from '@interlock/domain/policy';
import { loadProject, readSnapshot, type ServiceContext, transact } from '../access/index.ts';
import { currentPolicy, loadEnvironment, loadProposal, peopleOfOrg, policiesOf } from '../policy/index.ts';
import { type DecisionInputs, digestOfInputs } from './record-decision.ts';

export interface ReplayedChange extends Pick<TriedPolicy, 'waitsFor' | 'reasons'> {
	number: number;
	title: string;
	state: ChangeState;
	decidedAtMs: number;
	before: 'allow' | 'deny';
	after: 'allow' | 'deny';
}

export interface PolicyReplay {
	/** The effect in a sentence. */
	sentence: string;
	/** The newest changes of the environment that were decided, newest first. */
	changes: ReplayedChange[];
	/** Every kept decision of the environment, made again from its inputs. */
	kept: { decisions: number; equal: number; different: { change: number; decidedAtMs: number; why: string }[] };
}

/** Tries a policy on past changes, and makes every kept decision again. Reads only; the numbers are of one snapshot. */
export async function replayPolicy(ctx: ServiceContext, input: ReplayPolicyInput): Promise<PolicyReplay> {
	const wanted = parseInput(replayPolicyInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const place = await loadProject(tx, ctx, wanted, 'policy:read');
		const env = await loadEnvironment(tx, place.projectId, wanted.environment);
		const document = wanted.document ?? (await currentPolicy(tx, env.id)).document;
		return replay(tx, place.orgId, env.id, document, wanted.limit);
	});
}

/** Tries a proposed policy on the newest decided changes of its environment. Reads only. */
export async function replayProposal(ctx: ServiceContext, input: GetProposalInput): Promise<PolicyReplay> {
	const wanted = parseInput(getProposalInput, input);
	return transact(ctx, async (tx) => {
		await readSnapshot(tx);
		const place = await loadProject(tx, ctx, wanted, 'policy:read');
		const { row } = await loadProposal(tx, place.projectId, wanted);
		return replay(tx, place.orgId, row.environmentId, policyDocumentSchema.parse(row.document), NEWEST);
	});
}

async function replay(tx: Tx, orgId: string, environmentId: string, document: PolicyDocument, limit: number): Promise<PolicyReplay> {
	const kept = await keptDecisions(tx, environmentId);
	const people = await peopleOfOrg(tx, orgId);
	const numbers = [...new Set(kept.map(({ number }) => number))].sort((a, b) => b - a).slice(0, limit);
	const changes = numbers.flatMap((number): ReplayedChange[] => {
		const own = kept.filter((one) => one.number === number && one.again !== 'unreadable');
		const told = own.find(({ made }) => made.outcome === 'allow') ?? own[0];
		if (!told) return [];
		const { outcome, waitsFor, reasons } = tryPolicy(document, told.made, people);
		const { title, state } = told;
		return [{ number, title, state, decidedAtMs: told.made.nowMs, before: told.made.outcome, after: outcome, waitsFor, reasons }];
	});
	return {
		sentence: replaySentence(changes),
		changes,
		kept: {
			decisions: kept.length,
			equal: kept.filter(({ again }) => again === 'equal').length,
			different: kept.flatMap(({ number, made, again }) => (again === 'equal' ? [] : [{ change: number, decidedAtMs: made.nowMs, why: again }])),
		},
	};
}

/** How many changes a proposal is tried on. */
const NEWEST = 20;

interface Kept {
	number: number;
	title: string;
	state: ChangeState;
	made: KeptDecision;
	/** `altered`: the kept inputs aren't those whose digest was kept with them. */
	again: ReturnType<typeof decideAgain> | 'altered';
}

/** Every kept decision of an environment, newest first, made again. */
async function keptDecisions(tx: Tx, environmentId: string): Promise<Kept[]> {
	const policies = new Map((await policiesOf(tx, environmentId)).map((policy) => [policy.id, policy]));
	const endpoints = tx.select({ id: endpoint.id }).from(endpoint).where(eq(endpoint.environmentId, environmentId));
	const rows = await tx
		.select({ d: decision, number: change.number, title: change.title, state: change.state })
		.from(decision)
		.innerJoin(change, eq(change.id, decision.changeId))
		.where(and(inArray(change.endpointId, endpoints)))
		.orderBy(desc(decision.decidedAt), desc(decision.id))
		.limit(5_000);
	return rows.flatMap(({ d, ...of }): Kept[] => {
		const policy = policies.get(d.policyId);
		if (!policy) return [];
		const { subject, votes, facts, nowMs } = d.inputs as DecisionInputs;
		const made = { policy: policy.document, subject, votes, facts, nowMs, outcome: d.outcome, reasons: d.reasons, missing: d.missing };
		return [{ ...of, made, again: digestOfInputs(d.inputs as DecisionInputs) === d.inputsDigest ? decideAgain(made) : 'altered' }];
	});
}
