import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@interlock/db';
import type { UserActor } from '@interlock/domain/access';
import { as, expectAuditEntry, makeOrg, makeProject, makeToken, makeUser, testContext, testDatabase, type TestProject } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { createDelegation, endDelegation, listDelegations } from './index.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2026-03-01T12:00:00Z');
let db: Database;
let project: TestProject;
let jonas: ServiceContext;
let dora: UserActor;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	project = await makeProject(db);
	jonas = await testContext(db, await makeUser(db, project, ['reviewer'], 'jonas'), () => new Date(NOW_MS));
	dora = await makeUser(db, project, ['contributor'], 'dora');
});

const away = (more: object = {}, ctx = jonas) =>
	createDelegation(ctx, { org: project.slug, to: dora.userId, fromMs: NOW_MS, untilMs: NOW_MS + 10 * DAY_MS, ...more });

describe('being away', () => {
	test('R20: lets another member vote from one time to another, everywhere or in one environment; everybody can read it', async () => {
		const { id } = await away({ project: project.project, environment: 'production', reason: 'Holiday' });
		expect(await listDelegations(as(jonas, dora), { org: project.slug })).toMatchObject([
			{ id, from: { name: 'jonas' }, to: { name: 'dora' }, project: { slug: project.project }, environment: 'production', endsAtMs: NOW_MS + 10 * DAY_MS },
		]);
		await expectAuditEntry(db, project.id, { action: 'delegation.created', targetId: id, reason: /Holiday/ });
	});

	test.each([
		['oneself', async () => ({ to: (jonas.actor as UserActor).userId }), { code: 'invalid', detail: { field: 'to' } }],
		['a stranger', async () => ({ to: (await makeUser(db, await makeOrg(db), ['reviewer'])).userId }), { code: 'not-found', detail: { field: 'to' } }],
		['a time that is over', async () => ({ fromMs: 0, untilMs: DAY_MS }), { code: 'invalid', detail: { field: 'untilMs' } }],
		['31 days', async () => ({ untilMs: NOW_MS + 31 * DAY_MS }), { code: 'invalid', detail: { field: 'untilMs' } }],
		['an unknown environment', async () => ({ project: project.project, environment: 'moon' }), { code: 'not-found', detail: { field: 'environment' } }],
	])('R20: is refused for %s', async (_what, more, refusal) => {
		await expect(away(await more())).rejects.toMatchObject(refusal);
	});

	test('R20: one person stands in at a time, also when two are named at once', async () => {
		const both = await Promise.allSettled([away(), away({ fromMs: NOW_MS + DAY_MS })]);
		expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
		await away({ fromMs: NOW_MS + 20 * DAY_MS, untilMs: NOW_MS + 21 * DAY_MS });
	});

	test('R20: is for people with a vote, in a browser', async () => {
		await expect(away({}, as(jonas, dora))).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, project.id, { action: 'change:review', decision: 'denied' });
		await expect(away({}, as(jonas, makeToken(jonas.actor as UserActor, project)))).rejects.toMatchObject({ detail: { reason: 'not-a-person' } });
	});

	test('R20: is ended early by either of the two or by who manages members, by nobody else', async () => {
		const { id } = await away();
		const lee = as(jonas, await makeUser(db, project, ['reviewer'], 'lee'));
		await expect(endDelegation(lee, { org: project.slug, id })).rejects.toMatchObject({ code: 'forbidden', detail: { reason: 'not-yours' } });
		await expectAuditEntry(db, project.id, { action: 'delegation.ended', decision: 'denied', targetId: id });
		await endDelegation(as(jonas, dora), { org: project.slug, id });
		await endDelegation(jonas, { org: project.slug, id });
		await expectAuditEntry(db, project.id, { action: 'delegation.ended', decision: 'allowed', targetId: id });
		expect(await listDelegations(jonas, { org: project.slug })).toEqual([]);
		const again = await away();
		await endDelegation(as(jonas, await makeUser(db, project, ['admin'])), { org: project.slug, id: again.id });
	});
});
