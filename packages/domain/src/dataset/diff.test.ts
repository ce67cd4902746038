import { describe, expect, test } from 'vitest';
import { seededRandom } from '../statistics/index.ts';
import { type ColumnProfile, countInDriftBins, diffProfiles, diffSchemas, periodOf, periodRangeMs, profileColumn, shiftPeriod } from './index.ts';

describe('diffing schemas', () => {
	test('names what was removed, altered and added', () => {
		const changes = diffSchemas(
			{
				columns: [
					{ name: 'a', type: 'integer', nullable: false },
					{ name: 'b', type: 'text', nullable: false },
					{ name: 'c', type: 'date', nullable: true },
				],
			},
			{
				columns: [
					{ name: 'b', type: 'text', nullable: true },
					{ name: 'a', type: 'number', nullable: false },
					{ name: 'd', type: 'text', nullable: false },
				],
			},
		);
		expect(changes.map((change) => change.sentence)).toEqual([
			'column "a" was integer and is number',
			'column "b" now has rows without a value',
			'column "c" (date) was removed',
			'column "d" (text) was added',
		]);
	});
});

describe('diffing profiles', () => {
	const random = seededRandom(5);
	const draw = (rows: number, shift: number) => Array.from({ length: rows }, () => random.nextFloat() + shift);
	const profile = (...columns: ColumnProfile[]) => ({ rows: 1000, columns });
	const temp = draw(1000, 0);
	const warmer = draw(1000, 0.3);
	const base = profile(profileColumn('temp', 'numeric', temp), profileColumn('carrier', 'text', [...'AAAABB']), profileColumn('old', 'text', ['x']));
	const head = profile(profileColumn('temp', 'numeric', warmer), profileColumn('carrier', 'text', [...'AAACC', null]), profileColumn('new', 'numeric', [1]));

	test('puts columns that came and went first, then the largest shift', () => {
		const onBase = base.columns[0]?.kind === 'numeric' ? countInDriftBins(warmer, base.columns[0].driftBins.edges) : [];
		const changes = diffProfiles(base, head, { temp: onBase });
		expect(changes.map(({ column, change }) => [column, change])).toEqual([
			['old', 'removed'],
			['new', 'added'],
			['temp', 'kept'],
			['carrier', 'kept'],
		]);
		expect(changes[2]?.psi).toBeGreaterThan(0.5);
		expect(changes[3]).toMatchObject({ newValues: ['C'], goneValues: ['B'] });
		expect(changes[3]?.sentence).toBe('"carrier": missing 0 % to 16.7 %; new C; gone B');
	});

	test('says no PSI where it can not be known', () => {
		expect(diffProfiles(base, head).find(({ column }) => column === 'temp')?.psi).toBeNull();
	});

	test('the same profile kept its figures', () => {
		const same = diffProfiles(base, base).find(({ column }) => column === 'carrier');
		expect(same).toMatchObject({ psi: 0, sentence: '"carrier" kept its figures' });
	});

	test('a column of another kind is said to be so', () => {
		const [change] = diffProfiles(profile(profileColumn('a', 'text', ['1'])), profile(profileColumn('a', 'numeric', [1])));
		expect(change).toMatchObject({ change: 'kind-changed', sentence: '"a" was text and is numeric', psi: null });
	});
});

describe('periods', () => {
	test('are calendar months in UTC', () => {
		expect([shiftPeriod('2013-01', -1), shiftPeriod('2013-12', 1), shiftPeriod('2013-05', -17)]).toEqual(['2012-12', '2014-01', '2011-12']);
		expect(periodRangeMs('2013-02')).toEqual({ startMs: Date.UTC(2013, 1, 1), endMs: Date.UTC(2013, 2, 1) });
		expect(periodOf(Date.UTC(2013, 2, 1) - 1)).toBe('2013-02');
		expect(() => shiftPeriod('2013-13', 1)).toThrow(/YYYY-MM/);
	});
});
