import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	type ChangeFacts,
	type Comparison,
	evaluatePredicate,
	explainPredicate,
	type FactName,
	FACTS,
	parsePredicate,
	type Predicate,
	printPredicate,
	type Term,
	UNKNOWN_FACTS,
} from './index.ts';

const facts: ChangeFacts = {
	...UNKNOWN_FACTS,
	traffic_pct: 10,
	origin: 'person',
	model: 'credit/score',
	first_version: false,
	'changed.data': true,
	changed_paths: ['data/flights', 'code/train'],
	metric_delta: { mae: -1.5 },
};
const problem = (text: string) => {
	const parsed = parsePredicate(text);
	return parsed.ok ? null : parsed.problem;
};
const truth = (text: string, about = facts) => {
	const parsed = parsePredicate(text);
	if (!parsed.ok) throw new Error(parsed.problem);
	return evaluatePredicate(parsed.predicate, about);
};

describe('a condition', () => {
	it.each([
		['traffic_pct > 25', false],
		["traffic_pct <= 10 && metric_delta('mae') < 0", true],
		['changed.data || first_version', true],
		['!changed.data', false],
		['!(traffic_pct > 25) && !first_version', true],
		["origin in ['person', 'retrain']", true],
		['traffic_pct in [1, 10]', true],
		["model matches 'credit/[a-z]+'", true],
		["changed_paths matches 'data/.*'", true],
		["'code/train' in changed_paths", true],
		["model != 'credit/score'", false],
		['first_version == false', true],
		['traffic_pct >= 10', true],
		["'a' matches 'b|a'", true],
	])('%s is told', (text, expected) => expect(truth(text)).toBe(expected));

	it("can't be told while a fact that it hangs on isn't known, and is told where the rest decides it", () => {
		expect(truth("metric_delta('auc') < 0")).toBeNull();
		expect(truth('rows > 10')).toBeNull();
		expect(truth('!(rows > 10)')).toBeNull();
		expect(truth('rows > 10 || changed.data')).toBe(true);
		expect(truth('rows > 10 && first_version')).toBe(false);
		expect(truth("'x' in datasets")).toBeNull();
		expect(truth('rows > 1', { ...facts, rows: Number.NaN })).toBeNull();
		expect(truth("metric('constructor') > 0")).toBeNull();
	});

	it('says what its facts are', () => {
		const parsed = parsePredicate("traffic_pct > 5 && !first_version || metric('auc') > 0.5 || 'a' in datasets || model in ['x'] || changed_paths matches 'x'");
		expect(parsed.ok && explainPredicate(parsed.predicate, facts)).toBe(
			"traffic_pct is 10; first_version is false; metric('auc') isn't known; datasets isn't known; model is \"credit/score\"; changed_paths is data/flights, code/train",
		);
		const empty = parsePredicate("'a' in changed_paths");
		expect(empty.ok && explainPredicate(empty.predicate, { ...facts, changed_paths: [] })).toBe('changed_paths is empty');
	});

	it.each([
		['', 'at 1: a fact, a number or a text should stand here, not the end'],
		['trafic > 1', 'at 1: "trafic" is no fact; did you mean traffic_pct?'],
		['zzzz', 'at 1: "zzzz" is no fact'],
		['traffic_pct > 25 &&', 'at 20: a fact, a number or a text should stand here, not the end'],
		['traffic_pct', 'at 1: traffic_pct is a number; compare it, such as traffic_pct > 25'],
		['model', "at 1: model is a text; compare it, such as model == 'x'"],
		['changed_paths', "at 1: changed_paths is a list; compare it, such as changed_paths matches 'data/.*'"],
		["traffic_pct > 'x'", "at 15: 'x' is a text, and traffic_pct is a number"],
		["model > 'x'", 'at 7: ">" compares numbers, and model is a text'],
		["datasets == 'x'", "at 10: datasets is a list; write 'data/x' in datasets"],
		['first_version in [1]', 'at 1: "in" takes a text or a number, and first_version is a flag'],
		["model in [1, 'x']", 'at 11: this list holds texts, because model is one'],
		["model in ['x'", 'at 14: "," or "]" should stand here, not the end'],
		['model in origin', 'at 10: "in" takes a list: values in brackets, changed_paths or datasets'],
		['3 in datasets', 'at 1: datasets holds texts, and 3 is a number'],
		["rows matches 'x'", 'at 1: "matches" takes a text or a list, and rows is a number'],
		['model matches model', 'at 15: "matches" takes a pattern in quotes, such as \'credit/.*\''],
		["model matches 'a(b'", 'at 19: a group is not closed'],
		['metric > 1', "at 8: a metric's name, such as metric('mae') should stand here, not >"],
		['metric(mae) > 1', "at 8: a metric's name in quotes, such as metric('mae') should stand here, not mae"],
		["metric('mae' > 1", 'at 14: ")" should stand here, not >'],
		['(changed.data', 'at 14: ")" should stand here, not the end'],
		['changed.data changed.code', 'at 14: "&&", "||" or the end should stand here, not changed.code'],
		['changed.data)', 'at 13: "&&", "||" or the end should stand here, not )'],
		['traffic_pct = 3', 'at 13: "=" is written "=="'],
		['changed.data & changed.code', 'at 14: "&" is written "&&"'],
		['changed.data | changed.code', 'at 14: "|" is written "||"'],
		['model == "x"', "at 10: texts stand in single quotes, such as 'auc'"],
		["model == 'x", 'at 10: a text begins with a quote and is not closed'],
		['traffic_pct > 2 # x', 'at 17: "#" can\'t stand here'],
		['eval(1)', 'at 1: "eval" is no fact; did you mean evaluated?'],
	])('%s is refused with the place', (text, sentence) => expect(problem(text)).toBe(sentence));

	it('is refused when it is too long or too deep', () => {
		expect(problem(`changed.data${' '.repeat(1000)}`)).toBe('at 1001: a condition has at most 1000 characters');
		expect(problem(`${'('.repeat(40)}changed.data${')'.repeat(40)}`)).toBe('at 34: a condition nests at most 32 deep');
		expect(problem(`${'!'.repeat(40)}changed.data`)).toBe('at 34: a condition nests at most 32 deep');
	});
});

const named = (type: string) => fc.constantFrom(...(Object.keys(FACTS) as FactName[]).filter((name) => FACTS[name].type === type));
const fact = (type: string): fc.Arbitrary<Term> => named(type).map((name) => ({ kind: 'fact', name }));
const words = fc.string({ maxLength: 8 });
const numbers = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((n) => (n === 0 ? 0 : n));
const number: fc.Arbitrary<Term> = fc.oneof(
	fact('number'),
	numbers.map((value): Term => ({ kind: 'number', value })),
	words.map((metric): Term => ({ kind: 'metric', name: 'metric_delta', metric })),
);
const text: fc.Arbitrary<Term> = fc.oneof(
	fact('text'),
	words.map((value): Term => ({ kind: 'text', value })),
);
const flag: fc.Arbitrary<Term> = fc.oneof(
	fact('flag'),
	fc.boolean().map((value): Term => ({ kind: 'flag', value })),
);
const leaf: fc.Arbitrary<Predicate> = fc.oneof(
	flag.map((term): Predicate => ({ kind: 'holds', term })),
	fc
		.tuple(number, fc.constantFrom<Comparison>('==', '!=', '<', '<=', '>', '>='), number)
		.map(([left, by, right]): Predicate => ({ kind: 'compare', left, by, right })),
	fc.tuple(text, fc.constantFrom<Comparison>('==', '!='), text).map(([left, by, right]): Predicate => ({ kind: 'compare', left, by, right })),
	fc.tuple(text, fc.array(words, { minLength: 1, maxLength: 3 })).map(([term, values]): Predicate => ({ kind: 'one-of', term, values })),
	fc.tuple(number, fc.array(numbers, { minLength: 1, maxLength: 3 })).map(([term, values]): Predicate => ({ kind: 'one-of', term, values })),
	fc.tuple(text, named('list')).map(([term, list]): Predicate => ({ kind: 'within', term, list })),
	fc
		.tuple(fc.oneof(text, fact('list')), fc.constantFrom('a', 'a|b*', "it''s", '[a-c]+.?'))
		.map(([term, pattern]): Predicate => ({ kind: 'matches', term, pattern })),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
	predicate: fc.oneof(
		{ maxDepth: 3, depthSize: 'small' },
		leaf,
		fc.array(tie('predicate'), { minLength: 2, maxLength: 3 }).map((parts): Predicate => ({ kind: 'all', parts })),
		fc.array(tie('predicate'), { minLength: 2, maxLength: 3 }).map((parts): Predicate => ({ kind: 'any', parts })),
		tie('predicate').map((part): Predicate => ({ kind: 'not', part })),
	),
}));
const VALUES: Record<string, fc.Arbitrary<unknown>> = { number: fc.double(), text: words, flag: fc.boolean(), list: fc.array(words) };
const valueOf = (type: string) => fc.option(VALUES[type] ?? fc.constant(null), { nil: null });
const known = fc.record(Object.fromEntries(Object.entries(FACTS).map(([name, { type }]) => [name, valueOf(type)])));

describe('any condition', () => {
	it('is the same after it was printed and read again', () => {
		fc.assert(
			fc.property(predicate, (made) => {
				const printed = printPredicate(made);
				if (printed.length > 1000) return;
				expect(parsePredicate(printed)).toEqual({ ok: true, predicate: made });
			}),
			{ numRuns: 5_000, seed: 1 },
		);
	});

	it('is answered whatever the facts are, and never throws', () => {
		fc.assert(
			fc.property(predicate, known, (made, some) => {
				expect([true, false, null]).toContain(evaluatePredicate(made, { ...UNKNOWN_FACTS, ...some } as ChangeFacts));
				expect(typeof explainPredicate(made, { ...UNKNOWN_FACTS, ...some } as ChangeFacts)).toBe('string');
			}),
			{ numRuns: 3_000, seed: 2 },
		);
	});

	it('any text at all is read or refused with a place inside it, and never throws', () => {
		const pieces = fc.array(
			fc.constantFrom('traffic_pct', 'model', ' ', '>', '(', ')', '!', '&&', '||', "'a", "'", '1', 'in', 'matches', '[', ']', ',', '~', 'metric'),
			{
				maxLength: 12,
			},
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					pieces.map((all) => all.join('')),
				),
				(source) => {
					const parsed = parsePredicate(source);
					if (parsed.ok) return;
					expect(parsed.at).toBeGreaterThanOrEqual(1);
					expect(parsed.at).toBeLessThanOrEqual(source.length + 2);
				},
			),
			{ numRuns: 5_000, seed: 3 },
		);
	});
});
