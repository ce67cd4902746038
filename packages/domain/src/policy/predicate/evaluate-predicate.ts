import { compilePattern, matchesPattern } from '../pattern.ts';
import type { ChangeFacts } from './change-facts.ts';
import type { Comparison, Predicate, Term } from './predicate.ts';
import { printTerm } from './print-predicate.ts';

/** Holds, doesn't hold, or null: can't be told, because a fact it hangs on isn't known. */
export type Truth = boolean | null;

/** Whether a condition holds. Total: whatever the facts are, it answers, in time that grows with condition times facts. */
export function evaluatePredicate(predicate: Predicate, facts: ChangeFacts): Truth {
	switch (predicate.kind) {
		case 'any':
			return anyOf(predicate.parts.map((part) => evaluatePredicate(part, facts)));
		case 'all':
			return not(anyOf(predicate.parts.map((part) => not(evaluatePredicate(part, facts)))));
		case 'not':
			return not(evaluatePredicate(predicate.part, facts));
		case 'holds':
			return known(predicate.term, facts, (value) => value === true);
		case 'compare':
			return known(predicate.left, facts, (left) => known(predicate.right, facts, (right) => compare(left, predicate.by, right)));
		case 'one-of':
			return known(predicate.term, facts, (value) => predicate.values.some((one) => one === value));
		case 'within': {
			const list = facts[predicate.list];
			return known(predicate.term, facts, (value) => (Array.isArray(list) ? list.includes(value) : null));
		}
		case 'matches':
			return known(predicate.term, facts, (value) => matches(predicate.pattern, value));
	}
}

/** What the condition's facts are, as a sentence: "traffic_pct is 10; metric_delta('auc') isn't known". */
export function explainPredicate(predicate: Predicate, facts: ChangeFacts): string {
	const told = new Map<string, string>();
	for (const term of termsOf(predicate)) {
		const value = valueOf(term, facts);
		told.set(printTerm(term), value === null ? `${printTerm(term)} isn't known` : `${printTerm(term)} is ${shown(value)}`);
	}
	return [...told.values()].join('; ');
}

type Value = number | string | boolean | readonly string[];

function known(term: Term, facts: ChangeFacts, judge: (value: Value) => Truth): Truth {
	const value = valueOf(term, facts);
	return value === null ? null : judge(value);
}

function valueOf(term: Term, facts: ChangeFacts): Value | null {
	const value = term.kind === 'fact' ? facts[term.name] : term.kind === 'metric' ? metricOf(facts[term.name], term.metric) : term.value;
	return typeof value === 'number' && !Number.isFinite(value) ? null : (value ?? null);
}

function metricOf(values: Readonly<Record<string, number>>, metric: string): number | undefined {
	return Object.hasOwn(values, metric) ? values[metric] : undefined;
}

function anyOf(truths: readonly Truth[]): Truth {
	if (truths.includes(true)) return true;
	return truths.includes(null) ? null : false;
}

function not(truth: Truth): Truth {
	return truth === null ? null : !truth;
}

function compare(left: Value, by: Comparison, right: Value): boolean {
	if (by === '==') return left === right;
	if (by === '!=') return left !== right;
	if (by === '<') return left < right;
	if (by === '<=') return left <= right;
	return by === '>' ? left > right : left >= right;
}

/** Of a list, one of its items. */
function matches(source: string, value: Value): boolean {
	const compiled = compilePattern(source);
	const texts = Array.isArray(value) ? value : [String(value)];
	return compiled.ok && texts.some((text) => matchesPattern(compiled.pattern, text));
}

function termsOf(predicate: Predicate): Term[] {
	if (predicate.kind === 'any' || predicate.kind === 'all') return predicate.parts.flatMap(termsOf);
	if (predicate.kind === 'not') return termsOf(predicate.part);
	if (predicate.kind === 'compare') return [predicate.left, predicate.right].filter(isFact);
	if (predicate.kind === 'within') return [...[predicate.term].filter(isFact), { kind: 'fact', name: predicate.list }];
	return [predicate.term].filter(isFact);
}

function isFact(term: Term): boolean {
	return term.kind === 'fact' || term.kind === 'metric';
}

function shown(value: Value): string {
	if (typeof value === 'boolean') return value ? 'true' : 'false';
	if (typeof value === 'string') return `"${value}"`;
	if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6);
	return value.length === 0 ? 'empty' : value.slice(0, 5).join(', ');
}
