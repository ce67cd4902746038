import { ROLES } from '@interlock/domain/access';
import { makeUser } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RawAnswer, RawOptions } from '../../apps/server/src/test-server.ts';
import { MLFLOW, PROCEDURES, REST, type Route } from './routes.ts';
import { watchState } from './unchanged.ts';
import { BROKEN_BODIES, WRONG_TEXTS, WRONG_TYPES, WRONG_VALUES } from './vectors.ts';
import { type SecurityWorld, securityWorld } from './world.ts';

let world: SecurityWorld;
let watch: { changed(): Promise<boolean> };
let everything: { token: string; ownToken: string };
beforeAll(async () => {
	world = await securityWorld();
	const person = await makeUser(world.server.db, world.mine.project, [...ROLES]);
	everything = { token: (await world.server.tokenOf(person, world.mine.project)).token, ownToken: (await world.server.tokenOf(person, world.mine.project)).id };
	watch = await watchState(world.server.db, world.server.env.blobs);
}, 120_000);

/** Agents, inference servers and the quickstart have tokens of their own. */
function tokenFor(route: Route): string {
	const { parts } = world.server;
	return { 'agent:work': parts.agent, 'serving:sync': parts.serving, 'status:write': parts.quickstart }[String(route.declared)] ?? everything.token;
}

/** Sends what must be refused; says what was wrong with the answer, or null. */
async function refused(request: { path: string } & RawOptions, token: string): Promise<string | null> {
	const answer = await world.server.raw(request.path, { ...request, token });
	return answer.status >= 400 && answer.status < 500 && saysWhy(answer) ? null : `${answer.status} ${answer.text.slice(0, 200)}`;
}

/** Every refusal is JSON with a sentence, never a page and never what somebody sent as markup. */
function saysWhy({ headers, text }: RawAnswer): boolean {
	if (!/json/.test(String(headers['content-type']))) return false;
	const body = JSON.parse(text);
	const sentence = body.detail ?? body.message ?? body.error?.json?.message;
	return typeof sentence === 'string' && sentence.length > 5;
}

const cases = [...REST, ...PROCEDURES, ...MLFLOW].map((route) => [`${route.door} ${route.name}`, route] as const);

describe('a body that is no JSON, or says that it is something else', () => {
	test.each(cases)('%s refuses it and changes nothing', async (_name, route) => {
		const { path, method, json } = await route.request(world.mine, everything);
		if (method === 'GET' || json === undefined) return;
		await watch.changed();
		const wrong: unknown[] = [];
		for (const body of BROKEN_BODIES) {
			// Procedures and MLflow's endpoints may do without a body.
			if (route.door !== 'REST' && (body === '' || body === 'null')) continue;
			const found = await refused({ path, method, body, headers: [['content-type', 'application/json']] }, tokenFor(route));
			if (found) wrong.push([body, found]);
		}
		for (const type of route.door === 'REST' ? WRONG_TYPES : []) {
			const found = await refused({ path, method, body: '{}', headers: [['content-type', type]] }, tokenFor(route));
			if (found) wrong.push([type, found]);
		}
		expect(wrong).toEqual([]);
		expect(await watch.changed()).toBe(false);
	});
});

describe('a field of a wrong kind', () => {
	test.each(cases)('%s is never a failure of ours, and a refusal changes nothing', async (_name, route) => {
		const wrong: unknown[] = [];
		for (const variant of variantsOf(route, await route.request(world.mine, everything))) {
			await watch.changed();
			const answer = await world.server.raw(variant.path, { ...variant, token: tokenFor(route) });
			const problem = problemOf(answer, await watch.changed());
			if (problem) wrong.push([variant.what, answer.status, problem]);
		}
		expect(wrong).toEqual([]);
	});
});

function problemOf(answer: RawAnswer, changed: boolean): string | null {
	if (answer.status >= 500 && answer.status !== 501) return answer.text.slice(0, 200);
	if (answer.status < 400) return null;
	if (changed) return 'changed something';
	return saysWhy(answer) ? null : answer.text.slice(0, 200);
}

type Variant = { path: string; what: string } & RawOptions;

/** The sample with each of its fields, one after the other, of each wrong kind. */
function variantsOf(route: Route, sample: { path: string } & RawOptions): Variant[] {
	const [path = '', query] = sample.path.split('?');
	const known = (field: string) => route.fields.includes(field);
	if (query !== undefined && route.door !== 'tRPC') {
		const given = new URLSearchParams(query);
		return [...new Set([...given.keys(), ...(route.door === 'REST' ? route.fields : [])])].filter(known).flatMap((field) =>
			WRONG_TEXTS.map((value) => {
				const changed = new URLSearchParams(given);
				changed.set(field, value);
				return { ...sample, path: `${path}?${changed}`, what: `${field}=${value}` };
			}),
		);
	}
	const held = route.door === 'tRPC' ? procedureFields(sample) : sample.json;
	if (typeof held !== 'object' || held === null) return [];
	return Object.keys(held)
		.filter(known)
		.flatMap((field) =>
			WRONG_VALUES.map((value) => ({
				...withFields(route, sample, path, { ...held, [field]: value }),
				what: `${field}: ${(JSON.stringify(value) ?? '').slice(0, 40)}`,
			})),
		);
}

function withFields(route: Route, sample: { path: string } & RawOptions, path: string, fields: Record<string, unknown>): { path: string } & RawOptions {
	if (route.door !== 'tRPC') return { ...sample, json: fields };
	if (sample.method === 'POST') return { ...sample, json: { json: fields } };
	const input = JSON.stringify({ json: fields });
	return { ...sample, path: `${path}?input=${encodeURIComponent(input.length > 20_000 ? '{"json":{}}' : input)}` };
}

function procedureFields(sample: { path: string } & RawOptions): Record<string, unknown> {
	if (sample.json !== undefined) return (sample.json as { json: Record<string, unknown> }).json;
	return JSON.parse(new URLSearchParams(sample.path.split('?')[1]).get('input') ?? '{}').json;
}

describe('limits that doors print', () => {
	test.each([
		['REST', '/api/v1/projects', 1024 * 1024, '1048576 bytes'],
		['tRPC', '/api/trpc/project.create', 1024 * 1024, ''],
		['MLflow', 'MLFLOW/mlflow/runs/log-batch', 32 * 1024 * 1024, '33554432'],
	])('%s: a body beyond %s bytes is refused with the limit, declared or in pieces', async (_door, path, limit, printed) => {
		const at = path.replace('MLFLOW', `/mlflow/${world.mine.names.org}/${world.mine.names.project}/api/2.0`);
		await watch.changed();
		const body = `{"name": "${'x'.repeat(limit)}"}`;
		for (const headers of [
			[['content-type', 'application/json']],
			[
				['content-type', 'application/json'],
				['transfer-encoding', 'chunked'],
			],
		] as [string, string][][]) {
			const answer = await world.server.raw(at, { method: 'POST', token: everything.token, body, headers });
			expect([answer.status, answer.text.slice(0, 200)]).toEqual([413, expect.stringContaining(printed)]);
		}
		expect(await watch.changed()).toBe(false);
	});
});

describe('afterwards', () => {
	test('the log holds no failure', async () => {
		expect(world.server.log.filter((line) => line.level >= 50)).toEqual([]);
	});
});
