import { DomainError } from '../../error/domain-error.ts';
import { invalidClause, type Token, tokenize } from './tokenize.ts';

export type Comparator = '=' | '!=' | '>' | '>=' | '<' | '<=' | 'LIKE' | 'ILIKE' | 'IN' | 'NOT IN' | 'IS NULL' | 'IS NOT NULL';

/** One comparison as written: what kind of thing, which key, how, with what. */
export interface Comparison {
	/** `metrics` of `metrics.acc`; null for a bare key. */
	entity: string | null;
	key: string;
	comparator: Comparator;
	value: ComparedValue;
}

export type ComparedValue =
	| { kind: 'string'; text: string }
	| { kind: 'number'; value: number; text: string }
	| { kind: 'list'; items: string[] }
	| { kind: 'word'; text: string }
	| { kind: 'none' };

const LONGEST_FILTER = 8000;

/** Reads `a.b = 'c' AND d > 1`: comparisons joined by AND, as MLflow's searches take them. Throws `invalid`. Empty text is no comparison. */
export function parseComparisons(text: string): Comparison[] {
	if (text.length > LONGEST_FILTER) {
		throw new DomainError('invalid', `filter: ${text.length} characters, more than the limit of ${LONGEST_FILTER}`, {
			field: 'filter',
			limit: `${LONGEST_FILTER} characters`,
		});
	}
	const tokens = tokenize(text);
	const comparisons: Comparison[] = [];
	let at = 0;
	while (at < tokens.length) {
		if (comparisons.length > 0) {
			if (!isWord(tokens[at], 'AND')) throw invalidClause(textOf(tokens, at));
			at++;
		}
		const read = readComparison(tokens, at);
		comparisons.push(read.comparison);
		at = read.next;
	}
	return comparisons;
}

function readComparison(tokens: readonly Token[], at: number): { comparison: Comparison; next: number } {
	const left = tokens[at];
	if (left?.kind !== 'word') throw invalidClause(textOf(tokens, at));
	const { entity, key } = splitName(left.text);
	const { comparator, next } = readComparator(tokens, at + 1, at);
	if (comparator === 'IS NULL' || comparator === 'IS NOT NULL') return { comparison: { entity, key, comparator, value: { kind: 'none' } }, next };
	if (comparator === 'IN' || comparator === 'NOT IN') {
		const list = readList(tokens, next, at);
		return { comparison: { entity, key, comparator, value: { kind: 'list', items: list.items } }, next: list.next };
	}
	return { comparison: { entity, key, comparator, value: readValue(tokens[next], tokens, at) }, next: next + 1 };
}

function readComparator(tokens: readonly Token[], at: number, from: number): { comparator: Comparator; next: number } {
	const token = tokens[at];
	if (token?.kind === 'operator') return { comparator: token.text, next: at + 1 };
	for (const word of ['LIKE', 'ILIKE', 'IN'] as const) if (isWord(token, word)) return { comparator: word, next: at + 1 };
	if (isWord(token, 'NOT') && isWord(tokens[at + 1], 'IN')) return { comparator: 'NOT IN', next: at + 2 };
	if (isWord(token, 'IS') && isWord(tokens[at + 1], 'NULL')) return { comparator: 'IS NULL', next: at + 2 };
	if (isWord(token, 'IS') && isWord(tokens[at + 1], 'NOT') && isWord(tokens[at + 2], 'NULL')) return { comparator: 'IS NOT NULL', next: at + 3 };
	throw invalidClause(textOf(tokens, from));
}

function readValue(token: Token | undefined, tokens: readonly Token[], from: number): ComparedValue {
	if (token?.kind === 'string') return { kind: 'string', text: token.value };
	if (token?.kind === 'number') return { kind: 'number', value: token.value, text: token.text };
	if (token?.kind !== 'word') throw invalidClause(textOf(tokens, from));
	const quoted = /^"([^"]*)"$/.exec(token.text);
	return quoted ? { kind: 'string', text: quoted[1] ?? '' } : { kind: 'word', text: token.text };
}

function readList(tokens: readonly Token[], at: number, from: number): { items: string[]; next: number } {
	const items: string[] = [];
	if (tokens[at]?.text !== '(') throw invalidClause(textOf(tokens, from));
	for (let i = at + 1; i < tokens.length; i += 2) {
		const value = readValue(tokens[i], tokens, from);
		if (value.kind !== 'string')
			throw new DomainError('invalid', 'While parsing a list in the query, expected string value, or punctuation, but got different type in list', {
				field: 'filter',
				value: tokens[i]?.text,
			});
		items.push(value.text);
		if (tokens[i + 1]?.text === ')') return { items, next: i + 2 };
		if (tokens[i + 1]?.text !== ',') break;
	}
	throw invalidClause(textOf(tokens, from));
}

/** `metrics.acc` -> entity and key, quotes taken off; only the first dot parts them, as keys may hold dots. */
export function splitName(text: string): { entity: string | null; key: string } {
	const match = /^(`[^`]*`|"[^"]*"|[^.`"]+)(?:\.(.+))?$/s.exec(text);
	const first = unquote(match?.[1] ?? text);
	const rest = match?.[2];
	return rest === undefined ? { entity: null, key: first } : { entity: first, key: unquote(rest) };
}

function unquote(text: string): string {
	const first = text.charAt(0);
	const isWhole = text.length >= 2 && (first === '`' || first === '"') && text.indexOf(first, 1) === text.length - 1;
	return isWhole ? text.slice(1, -1) : text;
}

function isWord(token: Token | undefined, word: string): boolean {
	return token?.kind === 'word' && token.text.toUpperCase() === word;
}

function textOf(tokens: readonly Token[], from: number): string {
	return tokens
		.slice(from, from + 6)
		.map((token) => token.text)
		.join(' ');
}
