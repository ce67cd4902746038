import { footprint } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RawAnswer } from '../../apps/server/src/test-server.ts';
import { type Caller, makeCallers, type Verdict } from './callers.ts';
import { MLFLOW, PROCEDURES, REST, type Route } from './routes.ts';
import { type SecurityWorld, securityWorld } from './world.ts';

/** What an answer says of the caller; a rule other than a permission is no verdict on the role. */
function verdictOf({ status, text }: RawAnswer): Verdict {
	if (status === 401) return 'unidentified';
	if (status === 404 && /not.?found|does not exist|"code":"not-found"|No Experiment/i.test(text)) return 'unseen';
	if (status === 403 && !/"reason":"(?!permission|not-eligible)/.test(text)) return 'refused';
	return 'allowed';
}

let world: SecurityWorld;
let callers: Caller[];
beforeAll(async () => {
	world = await securityWorld();
	callers = await makeCallers(world);
}, 120_000);

async function denials(): Promise<number> {
	const [row] = await world.server.db.sql<{ n: number }[]>`
		select count(*)::int as n from (select entry from audit_outbox union all select entry from audit_log) e where convert_from(entry, 'utf8') like '%"decision":"denied"%'`;
	return row?.n ?? 0;
}

async function judge(route: Route): Promise<void> {
	expect(route.declared, `${route.name} declares no permission`).toBeDefined();
	const declared = route.declared ?? 'anyone';
	const before = { denials: await denials(), footprint: await footprint(world.server.db) };
	const expected: Record<string, Verdict> = {};
	const found: Record<string, string> = {};
	for (const caller of callers) {
		const { path, ...options } = await route.request(world.mine, caller);
		const answer = await world.server.raw(path, { ...options, token: caller.token ?? undefined });
		expected[caller.name] = route.ownPlace && caller.verdict(declared) === 'unseen' ? 'allowed' : caller.verdict(declared);
		const verdict = verdictOf(answer);
		found[caller.name] = verdict === expected[caller.name] ? verdict : `${answer.status} ${answer.text.slice(0, 300)}`;
		if (answer.status >= 500 && answer.status !== 501) found[caller.name] = `${answer.status} ${answer.text.slice(0, 300)}`;
	}
	expect(found).toEqual(expected);
	const told = Object.values(expected).filter((v) => v === 'unseen' || v === 'refused').length;
	if (declared !== 'person') expect(await denials(), 'every refusal of a known caller has an audit entry').toBeGreaterThanOrEqual(before.denials + told);
	if (route.reads) expect(await footprint(world.server.db), 'reading changes nothing').toEqual(before.footprint);
	else if (!Object.values(expected).includes('allowed')) expect(await footprint(world.server.db), 'a refusal changes nothing').toEqual(before.footprint);
}

describe('each role at each door', () => {
	test.each(REST.map((route) => [route.name, route] as const))('REST %s', (_name, route) => judge(route));
	test.each(PROCEDURES.map((route) => [route.name, route] as const))('tRPC %s', (_name, route) => judge(route));
	test.each(MLFLOW.map((route) => [route.name, route] as const))('MLflow %s', (_name, route) => judge(route));

	test('nothing of all this made the server fail', () => {
		expect(world.server.log.filter((line) => line.level >= 50)).toEqual([]);
	});
});
