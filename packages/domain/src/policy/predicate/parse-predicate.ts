// Grammar, loosest first. Closed: there is nothing else, no loops, no functions of one's own.
//   any     = all { "||" all }
//   all     = unary { "&&" unary }
//   unary   = "!" unary | "(" any ")" | clause
//   clause  = term [ comparison term | "in" ( list fact | "[" value { "," value } "]" ) | "matches" text ]
//   term    = fact | ("metric" | "metric_delta") "(" text ")" | number | text | "true" | "false"
// A clause without a comparison is a flag. Types are checked while reading, so what was read can be evaluated.

import { compilePattern } from '../pattern.ts';
import { FACTS, type FactName, type FactType, METRIC_FACTS, type MetricFact } from './change-facts.ts';
import type { Comparison, Predicate, Term } from './predicate.ts';
import { PredicateProblem, type Token, tokenize } from './tokens.ts';

/** The longest condition taken, in characters, and how deep it may nest. */
export const PREDICATE_LIMIT = 1000;
const DEPTH_LIMIT = 32;
const COMPARISONS: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

export type ParsedPredicate = { ok: true; predicate: Predicate } | { ok: false /** From 1. */; at: number; problem: string };

/** Reads a condition and checks its types, or says in a sentence what can't be read and where. */
export function parsePredicate(source: string): ParsedPredicate {
	try {
		if (source.length > PREDICATE_LIMIT) throw new PredicateProblem(PREDICATE_LIMIT + 1, `a condition has at most ${PREDICATE_LIMIT} characters`);
		return { ok: true, predicate: new PredicateReader(tokenize(source)).whole() };
	} catch (error) {
		if (error instanceof PredicateProblem) return { ok: false, at: error.at, problem: error.message };
		throw error;
	}
}

class PredicateReader {
	readonly #tokens: readonly Token[];
	#at = 0;
	#depth = 0;

	constructor(tokens: readonly Token[]) {
		this.#tokens = tokens;
	}

	whole(): Predicate {
		const predicate = this.#any();
		if (this.#next().kind !== 'end') throw this.#unexpected('"&&", "||" or the end');
		return predicate;
	}

	#any(): Predicate {
		const parts = [this.#all()];
		while (this.#take('||')) parts.push(this.#all());
		return parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', parts };
	}

	#all(): Predicate {
		const parts = [this.#unary()];
		while (this.#take('&&')) parts.push(this.#unary());
		return parts.length === 1 && parts[0] ? parts[0] : { kind: 'all', parts };
	}

	#unary(): Predicate {
		if (this.#take('!')) return this.#deeper(() => ({ kind: 'not', part: this.#unary() }));
		if (this.#take('(')) return this.#deeper(() => this.#closed());
		return this.#clause();
	}

	#closed(): Predicate {
		const inner = this.#any();
		if (!this.#take(')')) throw this.#unexpected('")"');
		return inner;
	}

	#deeper(read: () => Predicate): Predicate {
		this.#depth += 1;
		if (this.#depth > DEPTH_LIMIT) throw new PredicateProblem(this.#next().at, `a condition nests at most ${DEPTH_LIMIT} deep`);
		const predicate = read();
		this.#depth -= 1;
		return predicate;
	}

	#clause(): Predicate {
		const { at } = this.#next();
		const term = this.#term();
		const type = typeOf(term);
		const { text, kind } = this.#next();
		if (kind === 'sign' && COMPARISONS.includes(text)) return this.#comparison(term, type);
		if (kind === 'name' && text === 'in') return this.#membership(term, type, at);
		if (kind === 'name' && text === 'matches') return this.#match(term, type, at);
		if (type !== 'flag') throw new PredicateProblem(at, `${nameOf(term)} is a ${type}; compare it, such as ${nameOf(term)} ${EXAMPLES[type]}`);
		return { kind: 'holds', term };
	}

	#comparison(left: Term, type: FactType): Predicate {
		const sign = this.#advance();
		const by = sign.text as Comparison;
		if (type === 'list') throw new PredicateProblem(sign.at, `${nameOf(left)} is a list; write 'data/x' in ${nameOf(left)}`);
		if (type !== 'number' && by !== '==' && by !== '!=') throw new PredicateProblem(sign.at, `"${by}" compares numbers, and ${nameOf(left)} is a ${type}`);
		const { at } = this.#next();
		const right = this.#term();
		if (typeOf(right) !== type) throw new PredicateProblem(at, `${nameOf(right)} is a ${typeOf(right)}, and ${nameOf(left)} is a ${type}`);
		return { kind: 'compare', left, by, right };
	}

	#membership(term: Term, type: FactType, at: number): Predicate {
		this.#advance();
		if (type !== 'text' && type !== 'number') throw new PredicateProblem(at, `"in" takes a text or a number, and ${nameOf(term)} is a ${type}`);
		if (!this.#take('[')) return this.#within(term, type, at);
		const values: (string | number)[] = [];
		do {
			const token = this.#advance();
			if (token.kind !== type) throw new PredicateProblem(token.at, `this list holds ${type}s, because ${nameOf(term)} is one`);
			values.push(token.value);
		} while (this.#take(','));
		if (!this.#take(']')) throw this.#unexpected('"," or "]"');
		return { kind: 'one-of', term, values };
	}

	#within(term: Term, type: FactType, at: number): Predicate {
		const token = this.#next();
		const list = this.#term();
		if (list.kind !== 'fact' || FACTS[list.name].type !== 'list')
			throw new PredicateProblem(token.at, '"in" takes a list: values in brackets, changed_paths or datasets');
		if (type !== 'text') throw new PredicateProblem(at, `${list.name} holds texts, and ${nameOf(term)} is a ${type}`);
		return { kind: 'within', term, list: list.name };
	}

	#match(term: Term, type: FactType, at: number): Predicate {
		this.#advance();
		if (type !== 'text' && type !== 'list') throw new PredicateProblem(at, `"matches" takes a text or a list, and ${nameOf(term)} is a ${type}`);
		const token = this.#advance();
		if (token.kind !== 'text') throw new PredicateProblem(token.at, '"matches" takes a pattern in quotes, such as \'credit/.*\'');
		const compiled = compilePattern(token.value);
		if (!compiled.ok) throw new PredicateProblem(token.at + compiled.at, compiled.problem);
		return { kind: 'matches', term, pattern: token.value };
	}

	#term(): Term {
		const token = this.#advance();
		if (token.kind === 'number') return { kind: 'number', value: token.value };
		if (token.kind === 'text') return { kind: 'text', value: token.value };
		if (token.kind !== 'name') throw this.#problemAt(token, 'a fact, a number or a text');
		if (token.text === 'true' || token.text === 'false') return { kind: 'flag', value: token.text === 'true' };
		if (isMetric(token.text)) return this.#metric(token.text);
		if (!isFact(token.text)) throw new PredicateProblem(token.at, unknownFact(token.text));
		return { kind: 'fact', name: token.text };
	}

	#metric(name: MetricFact): Term {
		if (!this.#take('(')) throw this.#unexpected(`a metric's name, such as ${name}('mae')`);
		const token = this.#advance();
		if (token.kind !== 'text') throw this.#problemAt(token, `a metric's name in quotes, such as ${name}('mae')`);
		if (!this.#take(')')) throw this.#unexpected('")"');
		return { kind: 'metric', name, metric: token.value };
	}

	#next(): Token {
		return this.#tokens[this.#at] as Token;
	}

	/** The last token, the end, is never passed. */
	#advance(): Token {
		const token = this.#next();
		if (token.kind !== 'end') this.#at += 1;
		return token;
	}

	#take(sign: string): boolean {
		const { kind, text } = this.#next();
		if (kind !== 'sign' || text !== sign) return false;
		this.#at += 1;
		return true;
	}

	#unexpected(wanted: string): PredicateProblem {
		return this.#problemAt(this.#next(), wanted);
	}

	#problemAt(token: Token, wanted: string): PredicateProblem {
		return new PredicateProblem(token.at, `${wanted} should stand here, not ${token.kind === 'end' ? 'the end' : token.text}`);
	}
}

const EXAMPLES: Record<Exclude<FactType, 'flag'>, string> = { number: '> 25', text: "== 'x'", list: "matches 'data/.*'" };

function typeOf(term: Term): FactType {
	if (term.kind === 'fact') return FACTS[term.name].type;
	return term.kind === 'metric' ? 'number' : term.kind;
}

function nameOf(term: Term): string {
	if (term.kind === 'fact') return term.name;
	return term.kind === 'metric' ? `${term.name}('${term.metric}')` : term.kind === 'text' ? `'${term.value}'` : String(term.value);
}

function isFact(name: string): name is FactName {
	return Object.hasOwn(FACTS, name);
}

function isMetric(name: string): name is MetricFact {
	return Object.hasOwn(METRIC_FACTS, name);
}

function unknownFact(name: string): string {
	const stem = name.slice(0, 4).toLowerCase();
	const near = [...Object.keys(FACTS), ...Object.keys(METRIC_FACTS)].filter((fact) => fact.startsWith(stem) || fact.includes(name)).slice(0, 3);
	return near.length === 0 ? `"${name}" is no fact` : `"${name}" is no fact; did you mean ${near.join(' or ')}?`;
}
