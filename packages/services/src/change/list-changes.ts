import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { change, endpoint, environment, gateResult, modelVersion, policy, registeredModel, review, revision } from '@interlock/db/tables';
import { type ChangeState, type Headline, headlineOf, type ListChangesInput, listChangesInput } from '@interlock/domain/change';
import type { ComparisonReport } from '@interlock/domain/comparison';
import { parseInput } from '@interlock/domain/error';
import { policyDocumentSchema } from '@interlock/domain/policy';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';

export interface ChangeSummary {
	id: string;
	number: number;
	title: string;
	state: ChangeState;
	origin: 'person' | 'retrain';
	author: string;
	endpoint: string;
	environment: string;
	model: string;
	version: number;
	/** What it is compared with; null for a first version. */
	baseVersion: number | null;
	revision: number;
	headline: Pick<Headline, 'tone' | 'title'>;
	gates: { passed: number; failed: number; inconclusive: number; pending: number };
	/** People who approved the newest revision, and how many its policy asks for. */
	approvals: { given: number; needed: number };
	closedReason: string | null;
	createdAtMs: number;
	updatedAtMs: number;
}

const OPEN: ChangeState[] = ['draft', 'in-review', 'approved'];

/** Changes of a project, newest first, at most `limit`, with the counts of open and ended ones. */
export async function listChanges(ctx: ServiceContext, input: ListChangesInput): Promise<{ changes: ChangeSummary[]; open: number; closed: number }> {
	const wanted = parseInput(listChangesInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'change:read');
		const states: ChangeState[] | null = wanted.state === 'open' ? OPEN : wanted.state === 'closed' ? ['applied', 'closed'] : null;
		const base = sql<number | null>`(select v.version from model_version v where v.id = ${revision.baseModelVersionId})`;
		const rows = await tx
			.select({
				c: change, unit: sql<string>`${endpoint.config} ->> 'unit'`, endpoint: endpoint.name, environment: environment.name, model: registeredModel.name, version: modelVersion.version, baseVersion: base,
				digest: revision.digest, evaluation: revision.evaluation, evaluationError: revision.evaluationError, report: sql<ComparisonReport | null>`${revision.comparison} -> 'report'`, policy: policy.document,
			})
			.from(change)
			.innerJoin(revision, and(eq(revision.changeId, change.id), eq(revision.number, change.revision)))
			.innerJoin(endpoint, eq(endpoint.id, change.endpointId))
			.innerJoin(environment, eq(environment.id, endpoint.environmentId))
			.innerJoin(modelVersion, eq(modelVersion.id, revision.modelVersionId))
			.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
			.innerJoin(policy, eq(policy.id, revision.policyId))
			.where(and(eq(change.projectId, place.projectId), states ? inArray(change.state, states) : undefined))
			.orderBy(desc(change.number))
			.limit(wanted.limit);
		const ids = rows.map(({ c }) => c.id);
		const gates = ids.length > 0 ? await tx.select({ id: gateResult.changeId, revision: gateResult.revision, status: gateResult.status }).from(gateResult).where(inArray(gateResult.changeId, ids)) : [];
		const votes = ids.length > 0 ? await tx.select({ id: review.changeId, digest: review.subjectDigest, who: review.reviewerUserId, verdict: review.verdict }).from(review).where(inArray(review.changeId, ids)).orderBy(review.createdAt, review.id) : [];
		const counts = await tx.select({ state: change.state, n: sql<number>`count(*)::int` }).from(change).where(eq(change.projectId, place.projectId)).groupBy(change.state);
		const total = (isOpen: boolean) => counts.filter(({ state }) => OPEN.includes(state) === isOpen).reduce((sum, { n }) => sum + n, 0);
		return {
			open: total(true),
			closed: total(false),
			changes: rows.map(({ c, ...r }) => {
				const own = gates.filter((g) => g.id === c.id && g.revision === c.revision);
				const count = (status: string) => own.filter((g) => g.status === status).length;
				const { title, tone } = headlineOf(r, r.unit);
				return {
					id: c.id, number: c.number, title: c.title, state: c.state, origin: c.origin, author: c.author, endpoint: r.endpoint, environment: r.environment, model: r.model,
					version: r.version, baseVersion: r.baseVersion, revision: c.revision, headline: { title, tone },
					gates: { passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive'), pending: count('pending') },
					approvals: { given: approvers(votes.filter((v) => v.id === c.id), r.digest), needed: policyDocumentSchema.parse(r.policy).approvals.count },
					closedReason: c.closedReason, createdAtMs: c.createdAt.getTime(), updatedAtMs: c.updatedAt.getTime(),
				};
			}),
		};
	});
}

function approvers(votes: { who: string | null; verdict: string; digest: string }[], digest: string): number {
	const standing = new Map<string, boolean>();
	for (const { who, verdict, digest: seen } of votes) if (who && verdict !== 'comment') standing.set(who, verdict === 'approve' && seen === digest);
	return [...standing.values()].filter(Boolean).length;
}
