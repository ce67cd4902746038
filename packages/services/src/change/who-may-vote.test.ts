import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import {
	artifact,
	behaviourSuite,
	contributor,
	gateResult,
	membership,
	modelCard,
	modelVersion,
	person,
	policy,
	review,
	run,
	serviceAccount,
} from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import type { Verdict } from '@interlock/domain/change';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, expectAuditEntry, makeToken, makeUser, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { updatePolicy } from '../policy/index.ts';
import { considerChange, type OpenedChange, pushRevision, reviewChange } from './index.ts';
import { makeScene, makeVersion, nameMonth, open, openReady, passGates, type Scene, serve, view } from './test-fixture.ts';

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
});

const give = (ctx: ServiceContext, on: OpenedChange, verdict: Verdict = 'approve', body = '') =>
	reviewChange(ctx, { ...scene.place, number: on.number, verdict, body, digest: on.digest });
const userOf = (ctx: ServiceContext): UserActor => (ctx.actor.kind === 'user' ? ctx.actor : fail());
const needTwo = (ctx = scene.root) =>
	updatePolicy(ctx, {
		...scene.place,
		environment: 'production',
		baseVersion: 1,
		document: { ...defaultPolicy('production'), require: [{ name: 'review', count: 2, from: ['role:reviewer'] }] },
	});
const ownedBy = async (owner: ServiceContext, name = 'ci') => {
	const [account] = await db.drizzle
		.insert(serviceAccount)
		.values({ orgId: scene.project.id, name, ownerUserId: userOf(owner).userId, roles: ['contributor', 'reviewer'] })
		.returning();
	return account?.id ?? '';
};

/** A change under a policy with those gates, judged by version 1 of the suite; jonas then does something to it. */
async function turning(gates: object, does: (opened: OpenedChange) => Promise<void>): Promise<OpenedChange> {
	const document = defaultPolicy('production');
	await db.drizzle
		.update(policy)
		.set({ document: { ...document, gates: { ...document.gates, ...gates } } })
		.where(eq(policy.projectId, scene.project.projectId));
	const opened = await open(scene, 2);
	const judged = {
		gate: 'behaviour',
		title: 'Behaves as it must',
		status: 'passed' as const,
		sentence: 'Passed.',
		evidence: { suite: 'arrivals', version: 1 },
	};
	const { projectId, id: orgId } = scene.project;
	await db.drizzle.insert(gateResult).values({ orgId, projectId, changeId: opened.id, revision: 1, ...judged });
	await does(opened);
	return opened;
}

async function saveCard(): Promise<void> {
	const { projectId, id: orgId } = scene.project;
	const [head] = await db.drizzle
		.select()
		.from(modelVersion)
		.where(and(eq(modelVersion.modelId, scene.modelId), eq(modelVersion.version, 2)));
	const card = { intendedUse: '', data: '', limits: '', licence: '', owner: 'jonas' };
	const by = { savedBy: 'jonas', savedByUserId: userOf(scene.jonas).userId };
	await db.drizzle.insert(modelCard).values({ orgId, projectId, modelVersionId: head?.id ?? '', edition: 1, card, digest: 'd'.repeat(64), ...by });
}

async function pushArrivals(_opened: OpenedChange, of: { version: number; createdAt: Date } = { version: 1, createdAt: new Date() }): Promise<void> {
	const { projectId, id: orgId } = scene.project;
	const by = { createdBy: 'jonas', createdByUserId: userOf(scene.jonas).userId };
	await db.drizzle.insert(behaviourSuite).values({ orgId, projectId, name: 'arrivals', ...of, digest: 'd'.repeat(64), document: { v: 1, cases: [] }, ...by });
}

function fail(): never {
	throw new Error('not a person');
}

async function expectBarred(who: ServiceContext, opened: OpenedChange, because: RegExp): Promise<void> {
	await expect(give(who, opened)).rejects.toMatchObject({ code: 'forbidden', message: because });
	await expectAuditEntry(db, scene.project.id, { action: 'change.approved', decision: 'denied', targetId: opened.id, reason: because });
}

describe('R4: nobody approves what their work is in, over all revisions', () => {
	const barring: [string, () => Promise<OpenedChange>, RegExp][] = [
		['the author', async () => open(scene, 2, await lends(scene.jonas)), /opened it/],
		['who launched the training', async () => changeOf({ launchedBy: scene.jonas }), /started the run/],
		[
			'who uploaded the version',
			async () => {
				const id = await makeVersion(scene, 'delay-v1', { version: 3 });
				await db.drizzle
					.update(modelVersion)
					.set({ createdByUserId: userOf(scene.jonas).userId })
					.where(eq(modelVersion.id, id));
				return open(scene, 3);
			},
			/uploaded the version/,
		],
		[
			'who made a dataset in the delta',
			async () => {
				await nameMonth(as(scene.maya, userOf(scene.jonas)), scene.project, 3);
				return open(scene, 2);
			},
			/made the evaluation data/,
		],
		['the last editor of the bound policy', async () => edited(), /edited the policy/],
		['who saved the model card that the policy asks for', async () => turning({ modelCard: { licences: [] } }, saveCard), /saved the model card/],
		[
			'who pushed the behaviour suite that it is judged by, after the candidate was made',
			async () => turning({ behaviour: { suite: 'arrivals', rule: 'all' } }, pushArrivals),
			/pushed the behaviour suite/,
		],
		['the owner of the service account that opened it', async () => open(scene, 2, asAccount(await ownedBy(scene.jonas))), /owns the service account/],
		[
			'the owner of the service account that launched the training',
			async () => {
				const opened = await open(scene, 2);
				const [version] = await db.drizzle.select().from(modelVersion).where(eq(modelVersion.version, 2));
				const [row] = await db.drizzle
					.select()
					.from(modelVersion)
					.where(eq(modelVersion.id, (await view(scene, opened.number)).candidate.modelVersionId));
				await db.drizzle
					.update(run)
					.set({ startedByServiceAccountId: await ownedBy(scene.jonas) })
					.where(eq(run.id, row?.runId ?? version?.runId ?? ''));
				return opened;
			},
			/owns the service account/,
		],
		[
			'who opened it by a token of their own',
			async () => open(scene, 2, as(scene.maya, makeToken(await contributing(scene.jonas), scene.project))),
			/opened it/,
		],
	];

	beforeEach(async () => {
		await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
		await makeVersion(scene, 'delay-v1', { version: 2 });
	});

	it.each(barring)('%s is refused with the sentence of the rule and a denied entry', async (_who, make, because) => {
		await expectBarred(scene.jonas, await make(), because);
	});

	it('whoever saved a model card that no gate asks for, or pushed a suite before the candidate was made or after it was judged, may approve', async () => {
		const opened = await turning({ behaviour: { suite: 'arrivals', rule: 'all' } }, saveCard);
		await pushArrivals(opened, { version: 2, createdAt: new Date() });
		await pushArrivals(opened, { version: 1, createdAt: new Date(-1) });
		await expect(give(scene.jonas, opened)).resolves.toMatchObject({ state: expect.any(String) });
	});

	it('a contributor of an earlier revision stays one when a later revision has nothing of theirs', async () => {
		const opened = await changeOf({ launchedBy: scene.jonas });
		await makeVersion(scene, 'delay-v1', { version: 4 });
		const second = await pushRevision(scene.maya, { ...scene.place, number: opened.number, version: 4 });
		await expectBarred(scene.jonas, second, /started the run/);
		await expect(db.drizzle.delete(contributor).where(eq(contributor.changeId, opened.id))).rejects.toThrow();
		await expect(db.drizzle.update(contributor).set({ because: 'x' }).where(eq(contributor.changeId, opened.id))).rejects.toThrow();
	});

	it('whoever made the default policy of the environment edited nothing', async () => {
		await db.drizzle
			.update(policy)
			.set({ createdByUserId: userOf(scene.jonas).userId })
			.where(eq(policy.projectId, scene.project.projectId));
		const opened = await open(scene, 2);
		await passGates(scene, opened.id, 1);
		expect((await give(scene.jonas, opened)).state).toBe('approved');
	});

	async function changeOf(options: { launchedBy: ServiceContext }): Promise<OpenedChange> {
		await makeVersion(scene, 'delay-v1', { version: 3, ...options });
		return open(scene, 3);
	}

	/** While nobody else may write policies an edit is a version at once; else it is a proposal (R7). */
	async function edited(): Promise<OpenedChange> {
		await db.drizzle
			.update(membership)
			.set({ roles: [] })
			.where(eq(membership.userId, userOf(scene.root).userId));
		await db.drizzle
			.update(membership)
			.set({ roles: ['reviewer', 'admin'] })
			.where(eq(membership.userId, userOf(scene.jonas).userId));
		await needTwo(as(scene.maya, { ...userOf(scene.jonas), memberships: [{ orgId: scene.project.id, roles: ['reviewer', 'admin'] }] }));
		return open(scene, 2);
	}

	async function contributing(ctx: ServiceContext): Promise<UserActor> {
		return { ...userOf(ctx), memberships: [{ orgId: scene.project.id, roles: ['reviewer', 'contributor'] }] };
	}

	async function lends(ctx: ServiceContext): Promise<ServiceContext> {
		return as(scene.maya, await contributing(ctx));
	}

	function asAccount(serviceAccountId: string): ServiceContext {
		return as(scene.maya, { ...makeToken(userOf(scene.maya), scene.project), tokenKind: 'svc', serviceAccountId });
	}
});

describe('R5: one person has one vote', () => {
	it('whatever session it is given in, and a service account vetoes but never approves', async () => {
		await needTwo();
		const opened = await openReady(scene);
		await give(scene.jonas, opened);
		expect(await give(as(scene.maya, { ...userOf(scene.jonas), sessionId: randomUUID() }), opened)).toMatchObject({ state: 'in-review', rolloutId: null });
		const bot = as(scene.maya, { ...makeToken(userOf(scene.lee), scene.project), tokenKind: 'svc', serviceAccountId: await ownedBy(scene.lee) });
		await expectBarred(bot, opened, /only a person approves/);
		await give(bot, opened, 'request-changes', 'The scan failed.');
		expect((await give(scene.lee, opened)).decision.reasons).toContain('ci asks for changes.');
		await give(bot, opened, 'withdraw');
		expect((await view(scene, opened.number)).state).toBe('approved');
	});
});

describe('R6: who may vote is asked at the vote and again when it is decided', () => {
	const losing: [string, (who: UserActor, opened: OpenedChange) => Promise<unknown>][] = [
		[
			'lost the role',
			(who) =>
				db.drizzle
					.update(membership)
					.set({ roles: ['viewer'] })
					.where(eq(membership.userId, who.userId)),
		],
		['was disabled', (who) => db.drizzle.update(person).set({ disabledAt: new Date() }).where(eq(person.id, who.userId))],
		['left the organization', (who) => db.drizzle.delete(membership).where(eq(membership.userId, who.userId))],
		[
			'wrote a file of its run',
			async (who, opened) => {
				const { candidate } = await view(scene, opened.number);
				const blob = await scene.maya.storage.put(scene.project.id, Buffer.from('x'));
				const { id: orgId, projectId } = scene.project;
				const file = { orgId, projectId, ownerId: candidate.runId ?? '', ownerKind: 'run' as const, path: 'late.txt', ...blob };
				await db.drizzle.insert(artifact).values({ ...file, writtenByUserId: who.userId });
			},
		],
		[
			'took over the service account that launched the training',
			async (who, opened) => {
				const { candidate } = await view(scene, opened.number);
				const id = await ownedBy(scene.maya);
				await db.drizzle
					.update(run)
					.set({ startedByServiceAccountId: id })
					.where(eq(run.id, candidate.runId ?? ''));
				await db.drizzle.update(serviceAccount).set({ ownerUserId: who.userId }).where(eq(serviceAccount.id, id));
			},
		],
	];

	it.each(losing)('the approval of somebody who %s since stops counting', async (_what, lose) => {
		await needTwo();
		const opened = await openReady(scene);
		await give(scene.jonas, opened);
		await lose(userOf(scene.jonas), opened);
		expect(await give(scene.lee, opened)).toMatchObject({ state: 'in-review', rolloutId: null });
		expect(await considerChange(scene.process, { changeId: opened.id })).toMatchObject({ next: 'wait' });
		const third = as(scene.maya, await makeUser(db, scene.project, ['reviewer'], 'nia'));
		expect((await give(third, opened)).state).toBe('approved');
	});
});

describe('R2: a vote is a row that is never changed', () => {
	it('keeps who, as what, on which digests; taking it back is another row', async () => {
		await needTwo();
		const opened = await openReady(scene);
		await give(scene.jonas, opened);
		await give(scene.jonas, opened, 'withdraw');
		const rows = await db.drizzle.select().from(review).where(eq(review.changeId, opened.id)).orderBy(review.createdAt, review.id);
		expect(rows.map((row) => [row.verdict, row.subjectDigest, row.revision, row.role])).toEqual([
			['approve', opened.digest, 1, 'review'],
			['withdraw', opened.digest, 1, 'review'],
		]);
		expect(rows[0]?.comparisonDigest).toMatch(/^[0-9a-f]{64}$/);
	});

	it.each(["update review set verdict = 'approve'", "update review set subject_digest = 'x'", 'delete from review'])(
		'is refused by the database itself to whoever tries: %s',
		async (statement) => {
			const opened = await openReady(scene);
			await give(scene.jonas, opened, 'request-changes', 'Wrong unit.');
			await expect(db.sql.unsafe(`${statement} where change_id = '${opened.id}'`)).rejects.toThrow(/votes are only ever added/);
			await db.sql`update review set reviewer = 'erased', body = '', ip = null where change_id = ${opened.id}`;
		},
	);
});
