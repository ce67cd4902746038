import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@interlock/db';
import { as, expectAuditEntry, makeOrg, makeToken, makeUser, testDatabase } from '@interlock/testkit';
import { makeScene, openReady, type Scene } from '../change/test-fixture.ts';
import { findAnything } from './index.ts';

let db: Database;
let scene: Scene;
let number: number;
beforeAll(async () => {
	db = await testDatabase();
	scene = await makeScene(db);
	({ number } = await openReady(scene));
});

const find = (q: string, ctx = scene.jonas) => findAnything(ctx, { org: scene.place.org, q });

describe('the palette finds', () => {
	test('changes, runs, models, datasets, endpoints and projects by a part of their name, whatever its case', async () => {
		const base = `/${scene.place.org}/${scene.place.project}`;
		expect((await find('ARRIVAL')).map(({ kind, link }) => [kind, link])).toEqual([
			['change', `${base}/changes/${number}`],
			['model', `${base}/models/arrival-delay`],
			['endpoint', `${base}/deployments/arrival-delay`],
		]);
		expect((await find('flights')).map((one) => one.kind)).toEqual(['dataset']);
		expect((await find('run-2'))[0]).toMatchObject({ kind: 'run', title: 'run-2', link: expect.stringMatching(/\/runs\/[0-9a-f]{32}$/) });
		expect((await find(scene.place.project)).map((one) => one.kind)).toEqual(['project']);
	});

	test('a change by its number', async () => {
		for (const q of [`#${number}`, String(number)])
			expect((await find(q)).filter((one) => one.kind === 'change')).toMatchObject([{ link: expect.stringContaining(`/changes/${number}`) }]);
	});

	test('nothing for an empty text, and takes signs of patterns as they are', async () => {
		for (const q of ['', '   ', '%', '_', '\\', "' or 1=1"]) expect(await find(q)).toEqual([]);
	});

	test('nothing that a token does not reach, and nothing in an organization that is not one’s own', async () => {
		if (scene.jonas.actor.kind !== 'user') throw new Error('no person');
		const elsewhere = makeToken(scene.jonas.actor, scene.project, undefined, ['00000000-0000-7000-8000-000000000000']);
		expect(await find('arrival', as(scene.jonas, elsewhere))).toEqual([]);
		const stranger = as(scene.jonas, await makeUser(db, await makeOrg(db), ['reviewer']));
		await expect(find('arrival', stranger)).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, scene.project.id, { action: 'project:read', decision: 'denied' });
	});
});
