import { randomUUID } from 'node:crypto';
import type { Database } from '@interlock/db';
import { membership, person, serviceAccount } from '@interlock/db/tables';
import type { Role, UserActor } from '@interlock/domain/access';
import type { Verdict } from '@interlock/domain/change';
import { DomainError } from '@interlock/domain/error';
import { defaultPolicy } from '@interlock/domain/policy';
import { seededRandom } from '@interlock/domain/statistics';
import type { ServiceContext } from '@interlock/services/access';
import { considerChange, type OpenedChange, pushRevision, reviewChange } from '@interlock/services/change';
import { updatePolicy } from '@interlock/services/policy';
import { as, makeToken } from '@interlock/testkit';
import { makeScene, makeVersion, openReady, type Scene } from '../../packages/services/src/change/test-fixture.ts';

/** A verdict as it was given and as it was answered. */
export interface Call {
	who: string;
	/** The person whose vote it would be; null for a service account. */
	userId: string | null;
	verdict: Verdict;
	/** Set when it was accepted. */
	accepted: { reviewId: string; rolloutId: string | null } | null;
	/** Code of the refusal; null when it was accepted. */
	refused: string | null;
}

/** One change with everything done to it, and what is known of it beside the database. */
export interface Round {
	scene: Scene;
	opened: OpenedChange;
	calls: Call[];
	/** Whether a second revision was accepted. */
	pushed: boolean;
	/** Approvals the policy asks for. */
	needed: number;
	/** People whose work is in the change, known from how it was made. */
	contributors: ReadonlySet<string>;
	/** Errors that are no refusals. */
	failures: string[];
}

type Voter = { who: string; ctx: ServiceContext; userId: string | null };
type Draw = (bound: number) => number;

export const VOTERS = 50;
const REVIEWERS = 30;

/**
 * One round: 50 voters at once on one change. Most approve; some take it back, ask for changes, or vote twice by session and token; the
 * author, the maker of the data and a service account try as well; the process decides between them, and sometimes a revision is pushed.
 * An even seed is the write-skew round: one approval stands and one is missing, and what is taken back meets the decision.
 */
export async function voteAtOnce(db: Database, seed: number): Promise<Round> {
	const { nextInt: draw } = seededRandom(seed);
	const scene = await makeScene(db);
	const isSkew = seed % 2 === 0;
	const needed = isSkew ? 2 : 3 + draw(6);
	const crowd = await makeCrowd(scene);
	// No password again: the crowd's sessions are only named, and what is raced is the verdicts.
	const document = { ...defaultPolicy('production'), stepUpMs: null, require: [{ name: 'review', count: needed, from: ['role:reviewer' as const] }] };
	await updatePolicy(scene.root, { ...scene.place, environment: 'production', baseVersion: 1, document });
	const opened = await openReady(scene);
	await makeVersion(scene, 'delay-v1', { version: 3 });
	const round: Round = { scene, opened, calls: [], pushed: false, needed, contributors: contributorsOf(scene), failures: [] };
	const [first] = crowd;
	if (isSkew && first) await castVote(round, first, 'approve');
	const tasks = [
		...(await planVotes(scene, crowd, isSkew, draw)).map(
			([voter, verdict]) =>
				() =>
					castVote(round, voter, verdict),
		),
		...[1, 2].map(() => async () => void (await considerChange(scene.process, { changeId: opened.id }))),
		...(draw(4) === 0 ? [() => push(round)] : []),
	];
	shuffle(tasks, draw);
	await Promise.all(tasks.map((task) => task().catch((error: unknown) => round.failures.push(String(error)))));
	return round;
}

/** Fifty verdicts of people who hold the role, of those who may not vote, and of those who vote twice. */
async function planVotes(scene: Scene, crowd: Voter[], isSkew: boolean, draw: Draw): Promise<[Voter, Verdict][]> {
	const barred = [voterOf(scene.maya), byToken(scene, scene.maya), ...(await accountOf(scene)), voterOf(scene.dora), voterOf(scene.root)];
	const votes = barred.map((voter): [Voter, Verdict] => [voter, 'approve']);
	const some = () => crowd[draw(crowd.length)] ?? voterOf(scene.jonas);
	if (isSkew && crowd[0]) votes.push([crowd[0], 'withdraw'], [some(), 'request-changes']);
	while (votes.length < VOTERS - 15) votes.push([some(), 'approve']);
	while (votes.length < VOTERS - 9) votes.push([byToken(scene, some().ctx), 'approve']);
	while (votes.length < VOTERS) votes.push([some(), draw(3) === 0 ? 'request-changes' : 'withdraw']);
	return votes;
}

async function castVote(round: Round, { who, ctx, userId }: Voter, verdict: Verdict): Promise<void> {
	const { scene, opened } = round;
	const call: Call = { who, userId, verdict, accepted: null, refused: null };
	try {
		const body = verdict === 'request-changes' ? 'Wait.' : '';
		const { reviewId, rolloutId } = await reviewChange(ctx, { ...scene.place, number: opened.number, verdict, body, digest: opened.digest });
		call.accepted = { reviewId, rolloutId };
	} catch (error) {
		if (!(error instanceof DomainError)) round.failures.push(`${who} ${verdict}: ${String(error)}`);
		call.refused = error instanceof DomainError ? error.code : 'failure';
	}
	round.calls.push(call);
}

async function push(round: Round): Promise<void> {
	try {
		await pushRevision(round.scene.maya, { ...round.scene.place, number: round.opened.number, version: 3 });
		round.pushed = true;
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
	}
}

async function makeCrowd(scene: Scene): Promise<Voter[]> {
	const names = Array.from({ length: REVIEWERS }, (_, i) => `reviewer-${i}`);
	const people = await scene.db.drizzle
		.insert(person)
		.values(names.map((name) => ({ name, email: `${name}-${randomUUID()}@example.test` })))
		.returning();
	const roles: Role[] = ['reviewer'];
	await scene.db.drizzle.insert(membership).values(people.map(({ id }) => ({ orgId: scene.project.id, userId: id, roles })));
	return people.map(({ id, name, email }) => {
		const actor: UserActor = { kind: 'user', userId: id, sessionId: randomUUID(), name, email, memberships: [{ orgId: scene.project.id, roles }] };
		return { who: name, userId: id, ctx: as(scene.maya, actor) };
	});
}

function voterOf(ctx: ServiceContext): Voter {
	const actor = userOf(ctx);
	return { who: actor.name, userId: actor.userId, ctx };
}

/** The same person by a token of their own. */
function byToken(scene: Scene, ctx: ServiceContext): Voter {
	const actor = userOf(ctx);
	return { who: `${actor.name} by token`, userId: actor.userId, ctx: as(scene.maya, makeToken(actor, scene.project)) };
}

/** Two service accounts with the role, one owned by the author. */
async function accountOf(scene: Scene): Promise<Voter[]> {
	const owners = [userOf(scene.maya), userOf(scene.lee)];
	const rows = await scene.db.drizzle
		.insert(serviceAccount)
		.values(owners.map(({ userId, name }) => ({ orgId: scene.project.id, name: `bot of ${name}`, ownerUserId: userId, roles: ['reviewer' as const] })))
		.returning();
	return rows.map((row, i) => {
		const owner = owners[i] ?? userOf(scene.lee);
		return { who: row.name, userId: null, ctx: as(scene.maya, { ...makeToken(owner, scene.project), tokenKind: 'svc', serviceAccountId: row.id }) };
	});
}

function contributorsOf({ maya, dora, root }: Scene): ReadonlySet<string> {
	return new Set([maya, dora, root].map((ctx) => userOf(ctx).userId));
}

function userOf({ actor }: ServiceContext): UserActor {
	if (actor.kind !== 'user') throw new Error('not a person');
	return actor;
}

function shuffle(items: unknown[], draw: Draw): void {
	for (let i = items.length - 1; i > 0; i -= 1) {
		const j = draw(i + 1);
		[items[i], items[j]] = [items[j], items[i]];
	}
}
