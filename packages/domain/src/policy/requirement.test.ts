import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Approver, type Asked, assignVotes } from './assign-votes.ts';
import { defaultPolicy, parseSelector, type PolicyDocument, policyDocumentSchema, UNKNOWN_FACTS, whetherApplies, whyUnsatisfiable } from './index.ts';
import { describeRequirement } from './requirement.ts';

const policy = defaultPolicy('production');
const problemOf = (require: unknown, more = {}) => policyDocumentSchema.safeParse({ ...policy, require, ...more }).error?.issues[0];

describe('a requirement', () => {
	it('names whom it asks by role, group or ownership and nothing else', () => {
		expect(parseSelector('role:reviewer')).toEqual({ kind: 'role', role: 'reviewer' });
		expect(parseSelector('group:model-risk')).toEqual({ kind: 'group', group: 'model-risk' });
		expect(parseSelector('owners(model)')).toEqual({ kind: 'owners', of: 'model' });
		expect(parseSelector('owners(changed)')).toEqual({ kind: 'owners', of: 'changed' });
		expect(parseSelector('owners(changed.data)')).toEqual({ kind: 'owners', of: 'data' });
		for (const text of ['role:admin', 'role:', 'group:Model', 'group:x-', 'owners(model.data)', 'owners(changed.xyz)', 'owners()', 'jonas'])
			expect(parseSelector(text)).toBeNull();
	});

	it('is refused with field and limit', () => {
		expect(problemOf([])?.message).toBe('must have at least one requirement');
		expect(problemOf([{ name: 'ml', count: 1, from: ['role:king'] }])).toMatchObject({ path: ['require', 0, 'from', 0] });
		expect(problemOf([{ name: 'ml', count: 1, from: ['role:reviewer'], when: 'traffic > 1' }])).toMatchObject({
			path: ['require', 0, 'when'],
			message: 'at 1: "traffic" is no fact; did you mean traffic_pct?',
		});
		const ml = { name: 'ml', count: 1, from: ['role:reviewer'] };
		expect(problemOf([ml, ml])?.message).toBe('"ml" is the name of another requirement');
		expect(problemOf([{ ...ml, distinctFrom: ['ml'] }])?.message).toBe('"ml" is no other requirement');
		expect(problemOf([ml, { ...ml, name: 'risk', distinctFrom: ['law'] }])).toMatchObject({ path: ['require', 1, 'distinctFrom', 0] });
		expect(problemOf([{ ...ml, when: 'changed.data' }])?.message).toBe('one requirement must have no condition');
		expect(problemOf([ml, { ...ml, name: 'risk', when: 'changed.data', distinctFrom: ['ml'] }])).toBeUndefined();
		const many = ['a', 'b', 'c'].map((name) => ({ ...ml, name, count: 7 }));
		expect(problemOf(many)?.message).toBe('must ask for at most 20 approvals together');
		expect(problemOf([ml], { owners: [{ owners: ['role:reviewer'] }] })?.message).toBe('must name either a path or a model');
		expect(problemOf([ml], { owners: [{ path: 'data/**', owners: ['owners(model)'] }] })?.message).toBe('must be role:<role> or group:<name>');
	});
});

describe('a requirement in words', () => {
	it('says everything that it asks', () => {
		const risk = { name: 'risk', count: 2, from: ['group:risk', 'owners(changed)'], when: 'changed.data', distinctFrom: ['ml'], veto: true, stepUpMs: 600_000 };
		expect(describeRequirement(risk)).toBe(
			'risk: 2 approvals by members of risk or owners of what changed who did not contribute, when changed.data, not by whoever is counted for ml, with a proof of identity of the last 10 minutes. Its people may veto, also where it is not asked.',
		);
		expect(describeRequirement({ name: 'ml', count: 1, from: ['role:reviewer'], distinctFrom: [] })).toBe(
			'ml: 1 approval by people with the role reviewer who did not contribute.',
		);
	});

	it('is asked where its condition holds, can not be told or can not be read, with the reason', () => {
		const about = { ...UNKNOWN_FACTS, traffic_pct: 30 };
		expect(whetherApplies({ when: 'traffic_pct > 25' }, about)).toEqual({ applies: true, why: 'Asked because traffic_pct > 25: traffic_pct is 30.' });
		expect(whetherApplies({ when: 'traffic_pct > 50' }, about).applies).toBe(false);
		expect(whetherApplies({ when: 'rows > 50' }, about).why).toBe('Asked because "rows > 50" can\'t be told: rows isn\'t known.');
		expect(whetherApplies({ when: 'speed > 50' }, about).why).toBe('Its condition can\'t be read: at 1: "speed" is no fact.');
		expect(whetherApplies({}, about).applies).toBe(true);
	});
});

describe('approvals', () => {
	const asked = (name: string, count: number, distinctFrom: string[] = []): Asked => ({ name, count, distinctFrom });

	it('are counted so that everything is fulfilled if any way of counting does that', () => {
		const ways = assignVotes(
			[asked('ml', 1), asked('risk', 1, ['ml'])],
			[
				{ id: 'lee', for: ['ml', 'risk'] },
				{ id: 'jonas', for: ['ml'] },
			],
		);
		expect(Object.fromEntries(ways)).toEqual({ ml: ['jonas'], risk: ['lee'] });
	});

	it('count for several requirements at once where these are not kept apart', () => {
		expect(Object.fromEntries(assignVotes([asked('ml', 1), asked('data', 1)], [{ id: 'lee', for: ['ml', 'data'] }]))).toEqual({ ml: ['lee'], data: ['lee'] });
		expect(Object.fromEntries(assignVotes([asked('ml', 1), asked('risk', 1, ['ml'])], [{ id: 'lee', for: ['ml', 'risk'] }]))).toEqual({
			ml: ['lee'],
			risk: [],
		});
	});

	it('are counted in the best of all ways', () => {
		const names = ['a', 'b', 'c'];
		const requirements = fc.tuple(
			...names.map((name) => fc.record({ name: fc.constant(name), count: fc.integer({ min: 1, max: 2 }), distinctFrom: fc.subarray(names) })),
		);
		const approvers = fc.array(fc.subarray(names), { maxLength: 4 }).map((all) => all.map((for_, i): Approver => ({ id: `p${i}`, for: for_ })));
		fc.assert(
			fc.property(requirements, approvers, (all, people) => {
				const list = all.map((one) => ({ ...one, distinctFrom: one.distinctFrom.filter((name) => name !== one.name) }));
				const counted = assignVotes(list, people);
				const missing = (ids: (name: string) => number) => list.reduce((sum, { name, count }) => sum + Math.max(0, count - ids(name)), 0);
				for (const { name, distinctFrom } of list)
					for (const other of distinctFrom) expect(counted.get(name)?.some((id) => counted.get(other)?.includes(id))).toBe(false);
				expect(missing((name) => counted.get(name)?.length ?? 0)).toBe(leastMissing(list, people, []));
			}),
			{ numRuns: 3_000, seed: 1 },
		);
	});
});

function leastMissing(asked: Asked[], people: Approver[], chosen: string[][]): number {
	const who = people[chosen.length];
	if (!who) return asked.reduce((sum, { name, count }) => sum + Math.max(0, count - chosen.filter((set) => set.includes(name)).length), 0);
	let least = Number.POSITIVE_INFINITY;
	for (let bits = 0; bits < 8; bits += 1) {
		const set = who.for.filter((_, i) => (bits >> i) % 2 === 1);
		if (asked.some(({ name, distinctFrom }) => set.includes(name) && distinctFrom?.some((other) => set.includes(other)))) continue;
		least = Math.min(least, leastMissing(asked, people, [...chosen, set]));
	}
	return least;
}

describe('R8: policy load refuses policies that nobody could satisfy', () => {
	const person = (userId: string, groups: string[] = [], roles = ['reviewer'] as const) => ({ userId, name: userId, roles, groups });
	const now = { people: [person('jonas'), person('lee', ['risk'])], groups: ['risk'], openChanges: [] };
	const asks = (...require: PolicyDocument['require']): PolicyDocument => ({ ...policy, require });
	const ml = { name: 'ml', count: 1, from: ['role:reviewer'] };
	const risk = { name: 'risk', count: 1, from: ['group:risk'] };

	it('lets through what can be satisfied', () => {
		expect(whyUnsatisfiable(asks(ml, { ...risk, distinctFrom: ['ml'] }), now)).toBeNull();
	});

	it('names the requirement that asks for more approvals than there are people', () => {
		expect(whyUnsatisfiable(asks({ ...ml, count: 3 }), now)).toEqual({
			field: 'require.0.count',
			sentence: "require.0.count: 3 approvals can't be given for ml, there are 2 people who may (people with the role reviewer)",
			value: 3,
			limit: '2',
		});
		expect(whyUnsatisfiable(asks(ml), { ...now, people: [] })?.sentence).toContain('there are 0 people who may');
	});

	it('names requirements that are kept apart and have not enough people together', () => {
		expect(whyUnsatisfiable(asks({ ...ml, from: ['group:risk'] }, { ...risk, distinctFrom: ['ml'] }), now)).toMatchObject({
			field: 'require.1.distinctFrom',
			sentence: "require.1.distinctFrom: risk can't be fulfilled by others than those counted for ml, there is 1 person who may (members of risk)",
		});
	});

	it('names a group that is not there', () => {
		expect(whyUnsatisfiable(asks(ml, { ...risk, from: ['group:law'] }), now)?.sentence).toBe('require: there is no group "law"; groups are risk');
		expect(whyUnsatisfiable(asks(risk), { ...now, groups: [] })?.sentence).toBe('require: there is no group "risk"; the organization has no groups');
	});

	it('names an open change to which everybody it asks contributed', () => {
		const open = { ...now, openChanges: [{ number: 7, contributors: ['lee'] }] };
		expect(whyUnsatisfiable(asks(ml, risk), open)?.sentence).toBe(
			"require.1.from: 1 approval can't be given for risk on open change #7: of its people, nobody did not contribute to it",
		);
		expect(whyUnsatisfiable(asks({ ...ml, count: 2 }), open)?.sentence).toContain('only 1 did not contribute to it');
	});

	it('does not count members without a role that may vote', () => {
		const people = [person('jonas'), { ...person('lee', ['risk']), roles: ['viewer' as const] }];
		expect(whyUnsatisfiable(asks(risk), { ...now, people })?.field).toBe('require.0.count');
	});

	it('asks owners whatever changes', () => {
		const owned = { ...asks({ ...ml, from: ['owners(changed.data)'] }), owners: [{ path: 'data/**', owners: ['group:risk'] }] };
		expect(whyUnsatisfiable(owned, now)).toBeNull();
		expect(whyUnsatisfiable({ ...owned, owners: [] }, now)?.sentence).toContain('owners of the changed data');
		expect(whyUnsatisfiable({ ...owned, owners: [{ model: '*', owners: ['group:risk'] }], require: [{ ...ml, from: ['owners(model)'] }] }, now)).toBeNull();
	});
});
