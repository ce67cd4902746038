import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, contributor, endpoint, environment, gateResult, modelVersion, policy, registeredModel, revision, rollout } from '@interlock/db/tables';
import {
	changeFactsOf,
	type ChangeState,
	type ChangeSubject,
	explainApprove,
	type Headline,
	headlineOf,
	judgeVotes,
	type ListChangesInput,
	listChangesInput,
	type Manifest,
	requirementStandings,
	type RevisionComparison,
} from '@interlock/domain/change';
import { actingPeople } from '@interlock/domain/delegation';
import { parseInput } from '@interlock/domain/error';
import { policyDocumentSchema } from '@interlock/domain/policy';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { delegationsOf } from '../delegation/index.ts';
import { peopleOfOrg } from '../policy/index.ts';
import { factsOfActing } from './read-acting.ts';
import { speakerOf } from './speaker.ts';
import { votesOfAll } from './votes-of.ts';

export interface ChangeSummary {
	id: string;
	number: number;
	title: string;
	state: ChangeState;
	origin: 'person' | 'retrain';
	author: string;
	/** Opened by a service account or a process. */
	serviceAccount: boolean;
	endpoint: string;
	environment: string;
	model: string;
	version: number;
	/** What it is compared with; null for a first version. */
	baseVersion: number | null;
	revision: number;
	headline: Pick<Headline, 'tone' | 'title'>;
	gates: { passed: number; failed: number; inconclusive: number; pending: number };
	/** Approvals of the newest revision that are counted now, and how many the requirements that apply ask for together. */
	approvals: { given: number; needed: number };
	/** State of its rollout, once approved. */
	rollout: 'running' | 'paused' | 'live' | 'rolled-back' | null;
	/** The viewer could approve it now. */
	waitsForYou: boolean;
	closedReason: string | null;
	createdAtMs: number;
	updatedAtMs: number;
}

const OPEN: ChangeState[] = ['draft', 'in-review', 'approved'];
const ENDED: ChangeState[] = ['applied', 'closed'];

/** Changes of a project, newest first, at most `limit`, with the counts of open and ended ones. */
export async function listChanges(ctx: ServiceContext, input: ListChangesInput): Promise<{ changes: ChangeSummary[]; open: number; closed: number }> {
	const wanted = parseInput(listChangesInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'change:read');
		const states = wanted.state === 'open' ? OPEN : wanted.state === 'closed' ? ENDED : [...OPEN, ...ENDED];
		const rows = await rowsOf(tx, place.projectId, states, wanted.limit);
		const beside = await besides(
			tx,
			rows.map(({ c }) => c.id),
		);
		const people = await peopleOfOrg(tx, place.orgId);
		const { userId, name } = await speakerOf(tx, ctx.actor);
		const delegations = await delegationsOf(tx, place, ctx.now());
		const nowMs = ctx.now().getTime();
		const counts = await tx
			.select({ state: change.state, n: sql<number>`count(*)::int` })
			.from(change)
			.where(eq(change.projectId, place.projectId))
			.groupBy(change.state);
		const total = (some: ChangeState[]) => counts.filter(({ state }) => some.includes(state)).reduce((sum, { n }) => sum + n, 0);
		const changes = rows.map(({ c, policyDigest, digest, ...r }): ChangeSummary => {
			const document = policyDocumentSchema.parse(r.policy);
			const own = <T extends { changeId: string | null }>(all: T[]) => all.filter(({ changeId }) => changeId === c.id);
			const votes = own(beside.votes);
			const subject: ChangeSubject = {
				state: c.state,
				revision: c.revision,
				digest,
				policyDigest,
				contributors: own(beside.contributors),
				expiresAtMs: c.expiresAt.getTime(),
			};
			const acting = actingPeople(
				people,
				delegations.filter(({ environmentId }) => environmentId === null || environmentId === r.environmentId),
				new Set(subject.contributors.map((one) => one.userId)),
				nowMs,
			);
			const known = acting.find((p) => p.userId === userId);
			const viewer = { userId, name, roles: known?.roles ?? [], groups: known?.groups ?? [] };
			const gates = own(beside.gates).filter((gate) => gate.revision === c.revision);
			const count = (status: string) => gates.filter((gate) => gate.status === status).length;
			const { title, tone } = headlineOf({ ...r, report: r.comparison?.report ?? null }, r.unit);
			const about = changeFactsOf(document, {
				title: c.title,
				origin: c.origin,
				author: c.author,
				byMachine: c.authorUserId === null,
				revision: c.revision,
				unit: r.unit,
				manifest: r.manifest as Manifest,
				baseVersion: r.baseVersion,
				comparison: r.comparison,
				gates,
				contributors: new Set(subject.contributors.map((one) => one.userId)).size,
			});
			const now = factsOfActing(acting);
			const asked = requirementStandings(document, judgeVotes(document, subject, votes, { ...now, about }, nowMs), { about }).filter(({ applies }) => applies);
			const needed = asked.reduce((sum, { requirement }) => sum + requirement.count, 0);
			return {
				id: c.id,
				number: c.number,
				title: c.title,
				state: c.state,
				origin: c.origin,
				author: c.author,
				serviceAccount: c.authorServiceAccountId !== null,
				endpoint: r.endpoint,
				environment: r.environment,
				model: r.model,
				version: r.version,
				baseVersion: r.baseVersion,
				revision: c.revision,
				headline: { title, tone },
				gates: { passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive'), pending: count('pending') },
				approvals: { given: needed - asked.reduce((sum, { missing }) => sum + missing, 0), needed },
				rollout: own(beside.rollouts)[0]?.state ?? null,
				waitsForYou: explainApprove(viewer, subject, document, votes, [], nowMs, { ...now, about, newerPolicy: null }).enabled,
				closedReason: c.closedReason,
				createdAtMs: c.createdAt.getTime(),
				updatedAtMs: c.updatedAt.getTime(),
			};
		});
		return { open: total(OPEN), closed: total(ENDED), changes };
	});
}

function rowsOf(tx: Tx, projectId: string, states: ChangeState[], limit: number) {
	return tx
		.select({
			c: change,
			unit: sql<string>`${endpoint.config} ->> 'unit'`,
			endpoint: endpoint.name,
			environment: environment.name,
			environmentId: endpoint.environmentId,
			model: registeredModel.name,
			version: modelVersion.version,
			baseVersion: sql<number | null>`(select v.version from model_version v where v.id = ${revision.baseModelVersionId})`,
			digest: revision.digest,
			evaluation: revision.evaluation,
			evaluationError: revision.evaluationError,
			manifest: revision.manifest,
			comparison: sql<RevisionComparison | null>`${revision.comparison} #- '{data,histograms}' #- '{data,profile}'`,
			policy: policy.document,
			policyDigest: policy.digest,
		})
		.from(change)
		.innerJoin(revision, and(eq(revision.changeId, change.id), eq(revision.number, change.revision)))
		.innerJoin(endpoint, eq(endpoint.id, change.endpointId))
		.innerJoin(environment, eq(environment.id, endpoint.environmentId))
		.innerJoin(modelVersion, eq(modelVersion.id, revision.modelVersionId))
		.innerJoin(registeredModel, eq(registeredModel.id, modelVersion.modelId))
		.innerJoin(policy, eq(policy.id, revision.policyId))
		.where(and(eq(change.projectId, projectId), inArray(change.state, states)))
		.orderBy(desc(change.number))
		.limit(limit);
}

async function besides(tx: Tx, ids: string[]) {
	if (ids.length === 0) return { gates: [], contributors: [], votes: [], rollouts: [] };
	return {
		gates: await tx
			.select({ changeId: gateResult.changeId, revision: gateResult.revision, status: gateResult.status })
			.from(gateResult)
			.where(inArray(gateResult.changeId, ids)),
		contributors: await tx.select().from(contributor).where(inArray(contributor.changeId, ids)),
		votes: await votesOfAll(tx, ids),
		rollouts: await tx
			.select({ changeId: rollout.changeId, state: rollout.state })
			.from(rollout)
			.where(inArray(rollout.changeId, ids))
			.orderBy(desc(rollout.createdAt)),
	};
}
