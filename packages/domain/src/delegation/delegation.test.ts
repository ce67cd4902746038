import { describe, expect, it } from 'vitest';
import { parseInput } from '../error/index.ts';
import { actingPeople, createDelegationInput, type Delegation } from './index.ts';

const DAY_MS = 86_400_000;
const jonas = { userId: 'jonas', name: 'jonas', roles: ['reviewer' as const], groups: ['model-risk'] };
const dora = { userId: 'dora', name: 'dora', roles: ['contributor' as const], groups: [] };
const lee = { userId: 'lee', name: 'lee', roles: ['reviewer' as const], groups: ['model-risk'] };
const leave = (from: string, to: string, days: [number, number] = [1, 10]): Delegation => ({
	fromUserId: from,
	fromName: from,
	toUserId: to,
	toName: to,
	startsAtMs: days[0] * DAY_MS,
	endsAtMs: days[1] * DAY_MS,
});
const acting = (delegations: Delegation[], day = 5, contributors: string[] = []) =>
	Object.fromEntries(actingPeople([jonas, dora, lee], delegations, new Set(contributors), day * DAY_MS).map((one) => [one.userId, one]));

describe('standing in for somebody', () => {
	it('R20: the delegate has the role of whom they stand in for, who loses the vote meanwhile', () => {
		const now = acting([leave('jonas', 'dora')]);
		expect(now.dora).toMatchObject({ roles: ['contributor', 'reviewer'], groups: ['model-risk'], standsFor: [{ userId: 'jonas', name: 'jonas' }], away: null });
		expect(now.jonas).toMatchObject({ away: { toName: 'dora', untilMs: 10 * DAY_MS } });
	});

	it('R20: before it begins and when it has ended everybody acts for themselves', () => {
		for (const day of [0, 10]) {
			const now = acting([leave('jonas', 'dora')], day);
			expect([now.dora?.roles, now.jonas?.away]).toEqual([['contributor'], null]);
		}
	});

	it('R20: it is not transitive: who is away stands in for nobody', () => {
		const now = acting([leave('jonas', 'dora'), leave('dora', 'lee')]);
		expect(now.dora).toMatchObject({ away: { toName: 'lee' }, standsFor: [], roles: ['contributor'] });
		expect(now.lee?.roles).toEqual(['reviewer']);
	});

	it('R20: only votes are lent: who stands in for an administrator administers nothing', () => {
		const ada = { userId: 'ada', name: 'ada', roles: ['admin' as const, 'reviewer' as const], groups: [] };
		const [standIn] = actingPeople([dora, ada], [leave('ada', 'dora')], new Set(), 5 * DAY_MS);
		expect(standIn?.roles).toEqual(['contributor', 'reviewer']);
	});

	it('R20: nobody passes on what they may not do: a contributor lets nobody vote for them', () => {
		expect(acting([leave('jonas', 'dora')], 5, ['jonas']).dora).toMatchObject({ roles: ['contributor'], standsFor: [] });
	});

	it('R20: a delegate who has the role anyway votes as themselves', () => {
		expect(acting([leave('jonas', 'lee')]).lee).toMatchObject({ roles: ['reviewer'], standsFor: [] });
	});
});

describe('a delegation', () => {
	const input = { org: 'acme', to: '01900000-0000-7000-8000-000000000000', fromMs: 0, untilMs: DAY_MS };
	it.each([
		[{ untilMs: 30 * DAY_MS + 1 }, 'untilMs: must be at most 30 days after its beginning'],
		[{ untilMs: 0 }, 'untilMs: must be after its beginning'],
		[{ environment: 'production' }, 'environment: needs a project'],
		[{ to: 'lee' }, 'to: must be a person id'],
	])('R20: lasts at most 30 days and names its scope: %j is refused', (more, sentence) => {
		expect(() => parseInput(createDelegationInput, { ...input, ...more })).toThrow(sentence);
	});
});
