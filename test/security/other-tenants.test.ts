import { ROLES } from '@interlock/domain/access';
import { makeUser } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RawAnswer, RawOptions } from '../../apps/server/src/test-server.ts';
import { MLFLOW, PROCEDURES, REST } from './routes.ts';
import { watchState } from './unchanged.ts';
import { type SecurityWorld, securityWorld, type Tenant } from './world.ts';

let world: SecurityWorld;
let watch: { changed(): Promise<boolean> };
let me: { token: string; ownToken: string };
beforeAll(async () => {
	world = await securityWorld();
	const person = await makeUser(world.server.db, world.mine.project, [...ROLES]);
	me = { token: (await world.server.tokenOf(person, world.mine.project)).token, ownToken: (await world.server.tokenOf(person, world.mine.project)).id };
	watch = await watchState(world.server.db, world.server.env.blobs);
}, 120_000);

/** Names of the same form that nobody has. */
const NOWHERE: Tenant['names'] = {
	org: 'org-00000000',
	project: 'project-00000000',
	run: 'f'.repeat(32),
	training: 'e'.repeat(32),
	number: '4711',
	endpoint: 'no-such-endpoint',
	model: 'no-such-model',
	dataset: 'no-such-dataset',
	loggedModel: `m-${'f'.repeat(32)}`,
	attempt: '00000000-0000-7000-8000-000000000001',
	issuer: 'no-such-issuer',
	waiver: '00000000-0000-7000-8000-000000000003',
	token: '00000000-0000-7000-8000-000000000002',
	recall: '00000000-0000-7000-8000-000000000004',
	proposal: '00000000-0000-7000-8000-000000000007',
	thread: '00000000-0000-7000-8000-000000000005',
	comment: '00000000-0000-7000-8000-000000000006',
	member: '00000000-0000-7000-8000-000000000003',
	delegation: '00000000-0000-7000-8000-000000000004',
};

type Request = { path: string } & RawOptions;

/** The same request with other names in it. */
function renamed(request: Request, names: Record<string, string>): Request {
	const text = Object.entries(names).reduce(
		(all, [from, to]) => all.replaceAll(from, to).replaceAll(encodeURIComponent(from), encodeURIComponent(to)),
		JSON.stringify(request),
	);
	return JSON.parse(text);
}

/** An answer without the names that it was asked by, and without what differs between any two answers. */
async function answerTo(request: Request, hidden: readonly string[]): Promise<string> {
	const { path, ...options } = request;
	const answer: RawAnswer = await world.server.raw(path, { ...options, token: me.token });
	const { 'x-request-id': _id, date: _date, 'content-length': _length, ...headers } = answer.headers;
	const words = hidden.reduce(
		(text, name) => text.replaceAll(name, 'NAME').replaceAll(uuidOf(name), 'NAME'),
		`${answer.status} ${JSON.stringify(headers)} ${answer.text}`,
	);
	return words.replaceAll(/"requestId":"[^"]+"/g, '"requestId":""');
}

function uuidOf(name: string): string {
	const hex = name.replace(/^m-/, '');
	return /^[0-9a-f]{32}$/.test(hex) ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : name;
}

const routes = [...REST, ...PROCEDURES, ...MLFLOW].filter(
	(route) => !['anyone', 'signed-in', 'person', 'agent:work', 'serving:sync', 'status:write'].includes(String(route.declared)) && !route.ownPlace,
);
const cases = routes.map((route) => [`${route.door} ${route.name}`, route] as const);

/** A project is only what they filter by: nothing is found of one that isn't there. */
const FILTERS = new Set(['audit.list']);

describe('a place of another organization', () => {
	test.each(cases)('%s answers as for a place that does not exist, and changes nothing', async (_name, route) => {
		const { org, project } = world.theirs.names;
		const request = await route.request(world.theirs, me);
		await watch.changed();
		const hidden = [org, project, NOWHERE.org, NOWHERE.project];
		const theirs = await answerTo(request, hidden);
		const nowhere = await answerTo(renamed(request, { [org]: NOWHERE.org, [project]: NOWHERE.project }), hidden);
		expect(theirs).toBe(nowhere);
		expect(theirs).toMatch(/^404 /);
		expect(await watch.changed()).toBe(false);
	});

	test.each(cases)('%s: a project of theirs under my organization is unknown too', async (_name, route) => {
		const request = await route.request(world.mine, me);
		const isNamed = JSON.stringify(request).includes(world.mine.names.project);
		if (!isNamed || FILTERS.has(route.name) || (route.door === 'tRPC' && !route.fields.includes('project'))) return;
		await watch.changed();
		const hidden = [world.theirs.names.project, NOWHERE.project];
		const theirs = await answerTo(renamed(request, { [world.mine.names.project]: world.theirs.names.project }), hidden);
		expect(theirs).toBe(await answerTo(renamed(request, { [world.mine.names.project]: NOWHERE.project }), hidden));
		expect(theirs).toMatch(/^404 /);
		expect(await watch.changed()).toBe(false);
	});
});

describe('an id of another organization at my own place', () => {
	/** Where each kind of id stands in an input. */
	const FIELDS = {
		run: ['run_id', 'run_uuid', 'runId'],
		training: ['run'],
		loggedModel: ['model_id', 'modelId'],
		attempt: [],
		token: ['id'],
		member: ['userId'],
	} as const;

	test.each(cases)('%s answers as for an id that nobody has, and changes nothing', async (_name, route) => {
		for (const [kind, fields] of Object.entries(FIELDS) as [keyof typeof FIELDS, readonly string[]][]) {
			const request = await route.request(world.mine, me);
			const [mine, theirs] = [world.mine.names[kind], world.theirs.names[kind]];
			const inAddress = request.path.split('?')[0]?.includes(mine);
			if (!inAddress && !(JSON.stringify(request).includes(mine) && fields.some((field) => route.fields.includes(field)))) continue;
			await watch.changed();
			const hidden = [theirs, NOWHERE[kind]];
			const foreign = await answerTo(renamed(request, { [mine]: theirs }), hidden);
			expect([kind, foreign]).toEqual([kind, await answerTo(renamed(request, { [mine]: NOWHERE[kind] }), hidden)]);
			expect([kind, foreign]).toEqual([kind, expect.stringMatching(/^40[04] /)]);
			expect([kind, await watch.changed()]).toEqual([kind, false]);
		}
	});
});

describe('afterwards', () => {
	test('the log holds no failure', () => {
		expect(world.server.log.filter((line) => line.level >= 50)).toEqual([]);
	});

	test('the other organization was told of what was tried at its place', async () => {
		const [row] = await world.server.db.sql<{ n: number }[]>`
			select count(*)::int as n from (select org_id, entry from audit_outbox union all select org_id, entry from audit_log) e
			where org_id = ${world.theirs.project.id} and convert_from(entry, 'utf8') like '%"decision":"denied"%'`;
		expect(row?.n).toBeGreaterThanOrEqual(routes.length);
	});
});
