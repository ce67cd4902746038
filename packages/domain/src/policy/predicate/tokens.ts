/** One piece of a predicate; `at`: its first character's place, from 1. */
export type Token =
	| { kind: 'name'; text: string; at: number }
	| { kind: 'text'; text: string; at: number; value: string }
	| { kind: 'number'; text: string; at: number; value: number }
	| { kind: 'sign'; text: string; at: number }
	| { kind: 'end'; text: ''; at: number };

/** What a predicate's text can't be read as, as a sentence, and the place, from 1. */
export class PredicateProblem extends Error {
	readonly at: number;
	constructor(at: number, problem: string) {
		super(`at ${at}: ${problem}`);
		this.at = at;
	}
}

const PIECE =
	/(?<space>\s+)|(?<text>'(?:''|[^'])*')|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![A-Za-z0-9_.]))|(?<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)|(?<sign>&&|\|\||==|!=|<=|>=|[!<>()[\],])/y;

/** Splits a predicate into its pieces; each begins where the one before ended, so time grows with the text alone. */
export function tokenize(source: string): Token[] {
	const tokens: Token[] = [];
	let place = 0;
	while (place < source.length) {
		PIECE.lastIndex = place;
		const found = PIECE.exec(source);
		if (!found) throw unreadable(source, place);
		const [text] = found;
		const at = place + 1;
		const { text: quoted, number, name, sign } = found.groups ?? {};
		if (quoted !== undefined) tokens.push({ kind: 'text', text, at, value: text.slice(1, -1).replaceAll("''", "'") });
		if (number !== undefined) tokens.push({ kind: 'number', text, at, value: Number(text) });
		if (name !== undefined) tokens.push({ kind: 'name', text, at });
		if (sign !== undefined) tokens.push({ kind: 'sign', text, at });
		place += text.length;
	}
	tokens.push({ kind: 'end', text: '', at: source.length + 1 });
	return tokens;
}

function unreadable(source: string, place: number): PredicateProblem {
	const character = source.charAt(place);
	if (character === "'") return new PredicateProblem(place + 1, 'a text begins with a quote and is not closed');
	if (character === '"') return new PredicateProblem(place + 1, "texts stand in single quotes, such as 'auc'");
	if (character === '=') return new PredicateProblem(place + 1, '"=" is written "=="');
	if (character === '&' || character === '|') return new PredicateProblem(place + 1, `"${character}" is written "${character}${character}"`);
	return new PredicateProblem(place + 1, `"${character}" can't stand here`);
}
