import { DomainError } from '../../error/domain-error.ts';

export type Token =
	/** A name or a word: `metrics.acc`, `AND`, with backticks and quotes still on its parts. */
	| { kind: 'word'; text: string }
	/** A text in single quotes. */
	| { kind: 'string'; text: string; value: string }
	| { kind: 'number'; text: string; value: number }
	| { kind: 'operator'; text: '=' | '!=' | '>' | '>=' | '<' | '<=' }
	| { kind: 'punctuation'; text: '(' | ')' | ',' };

const PART = '(?:`[^`]*`|"[^"]*"|[A-Za-z0-9_][A-Za-z0-9_]*)';
const TOKEN = new RegExp(
	[
		"(?<string>'(?:''|[^'])*')",
		'(?<number>-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?(?![A-Za-z0-9_.]))',
		`(?<word>${PART}(?:\\.${PART})*)`,
		'(?<operator>>=|<=|!=|=|>|<)',
		'(?<punctuation>[(),])',
	].join('|'),
	'y',
);

/** Splits a filter into tokens. Throws `invalid` naming what can't be read. */
export function tokenize(text: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		if (/\s/.test(text.charAt(at))) {
			at++;
			continue;
		}
		TOKEN.lastIndex = at;
		const match = TOKEN.exec(text);
		if (!match) throw invalidClause(text.slice(at));
		tokens.push(tokenOf(match));
		at += match[0].length;
	}
	return tokens;
}

/** The sentence for what isn't a comparison joined by AND. */
export function invalidClause(clause: string): DomainError {
	const shown = clause.trim().slice(0, 120);
	return new DomainError('invalid', `Invalid clause(s) in filter string: '${shown}'`, { field: 'filter', value: shown, limit: 'comparisons joined by AND' });
}

function tokenOf(match: RegExpExecArray): Token {
	const text = match[0];
	const groups = match.groups ?? {};
	if (groups.string !== undefined) return { kind: 'string', text, value: text.slice(1, -1).replaceAll("''", "'") };
	if (groups.number !== undefined) return { kind: 'number', text, value: Number(text) };
	if (groups.operator !== undefined) return { kind: 'operator', text: text as '=' };
	if (groups.punctuation !== undefined) return { kind: 'punctuation', text: text as '(' };
	return { kind: 'word', text };
}
