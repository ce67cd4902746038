// Rules
// 1. A pattern is matched against a whole text, in time proportional to text times pattern, whatever both are: it is compiled to a
//    nondeterministic automaton whose states are walked side by side, so there is nothing to go back to.
// 2. Regular expressions: characters, `.`, classes `[a-z]` and `[^a-z]`, groups, `|`, `*`, `+`, `?`, and `\` before a character that
//    is meant as itself. No counted repetition, no back reference, no look-around.
// 3. Globs (owners by path): `*` within one folder, `**` over folders, `?` one character.

/** The longest pattern taken, in characters. */
export const PATTERN_LIMIT = 200;
const GROUP_LIMIT = 20;

interface CharacterSet {
	not: boolean;
	ranges: readonly (readonly [string, string])[];
}
type Step = { do: 'take'; set: CharacterSet } | { do: 'split'; to: readonly number[] } | { do: 'end' };

export interface Pattern {
	readonly steps: readonly Step[];
}
export type CompiledPattern = { ok: true; pattern: Pattern } | { ok: false /** From 1. */; at: number; problem: string };

const ANY: CharacterSet = { not: true, ranges: [] };
const NOT_SLASH: CharacterSet = { not: true, ranges: [['/', '/']] };

type Part =
	| { kind: 'set'; set: CharacterSet }
	| { kind: 'sequence'; parts: readonly Part[] }
	| { kind: 'either'; parts: readonly Part[] }
	| { kind: 'repeat'; part: Part; least: 0 | 1; most: 1 | 'many' };

/** Compiles a regular expression of the subset above, or says what in it can't be read and where. */
export function compilePattern(source: string): CompiledPattern {
	const characters = [...source];
	if (characters.length > PATTERN_LIMIT) return { ok: false, at: PATTERN_LIMIT + 1, problem: `a pattern has at most ${PATTERN_LIMIT} characters` };
	const reader = new PatternReader(characters);
	try {
		return { ok: true, pattern: build(reader.whole()) };
	} catch (error) {
		if (error instanceof PatternProblem) return { ok: false, at: error.at, problem: error.message };
		throw error;
	}
}

/** Compiles a glob; every text is one. */
export function compileGlob(source: string): Pattern {
	const parts: Part[] = source
		.slice(0, PATTERN_LIMIT)
		.split(/(\*\*|\*|\?)/)
		.flatMap((piece): Part[] => {
			if (piece === '**') return [{ kind: 'repeat', part: { kind: 'set', set: ANY }, least: 0, most: 'many' }];
			if (piece === '*') return [{ kind: 'repeat', part: { kind: 'set', set: NOT_SLASH }, least: 0, most: 'many' }];
			if (piece === '?') return [{ kind: 'set', set: NOT_SLASH }];
			return [...piece].map(only);
		});
	return build({ kind: 'sequence', parts });
}

/** Whether the whole text is one that the pattern describes. */
export function matchesPattern({ steps }: Pattern, text: string): boolean {
	let now = reach(steps, [0]);
	for (const character of text) {
		const next: number[] = [];
		for (const at of now) {
			const step = steps[at];
			if (step?.do === 'take' && holds(step.set, character)) next.push(at + 1);
		}
		if (next.length === 0) return false;
		now = reach(steps, next);
	}
	return [...now].some((at) => steps[at]?.do === 'end');
}

/** Every state that is reached without taking a character; each is visited once. */
function reach(steps: readonly Step[], from: readonly number[]): Set<number> {
	const found = new Set<number>();
	const open = [...from];
	for (let at = open.pop(); at !== undefined; at = open.pop()) {
		if (found.has(at)) continue;
		found.add(at);
		const step = steps[at];
		if (step?.do === 'split') open.push(...step.to);
	}
	return found;
}

function holds({ not, ranges }: CharacterSet, character: string): boolean {
	return ranges.some(([low, high]) => character >= low && character <= high) !== not;
}

function only(character: string): Part {
	return { kind: 'set', set: { not: false, ranges: [[character, character]] } };
}

function build(part: Part): Pattern {
	const steps: Step[] = [];
	add(steps, part);
	steps.push({ do: 'end' });
	return { steps };
}

function add(steps: Step[], part: Part): void {
	if (part.kind === 'set') steps.push({ do: 'take', set: part.set });
	if (part.kind === 'sequence') for (const one of part.parts) add(steps, one);
	if (part.kind === 'either') addEither(steps, part.parts);
	if (part.kind === 'repeat') addRepeat(steps, part);
}

function addEither(steps: Step[], parts: readonly Part[]): void {
	const fork = steps.push({ do: 'split', to: [] }) - 1;
	const starts: number[] = [];
	const ends: number[] = [];
	for (const part of parts) {
		starts.push(steps.length);
		add(steps, part);
		ends.push(steps.push({ do: 'split', to: [] }) - 1);
	}
	steps[fork] = { do: 'split', to: starts };
	for (const end of ends) steps[end] = { do: 'split', to: [steps.length] };
}

function addRepeat(steps: Step[], { part, least, most }: Extract<Part, { kind: 'repeat' }>): void {
	const fork = least === 0 ? steps.push({ do: 'split', to: [] }) - 1 : null;
	const start = steps.length;
	add(steps, part);
	if (most === 'many') steps.push({ do: 'split', to: [start, steps.length + 1] });
	if (fork !== null) steps[fork] = { do: 'split', to: [start, steps.length] };
}

class PatternProblem extends Error {
	readonly at: number;
	constructor(at: number, problem: string) {
		super(problem);
		this.at = at;
	}
}

class PatternReader {
	readonly #characters: readonly string[];
	#at = 0;
	#depth = 0;

	constructor(characters: readonly string[]) {
		this.#characters = characters;
	}

	whole(): Part {
		const part = this.#either();
		if (this.#at < this.#characters.length) throw this.#problem('")" closes no group');
		return part;
	}

	#either(): Part {
		const parts = [this.#sequence()];
		while (this.#take('|')) parts.push(this.#sequence());
		return parts.length === 1 && parts[0] ? parts[0] : { kind: 'either', parts };
	}

	#sequence(): Part {
		const parts: Part[] = [];
		for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek()) parts.push(this.#repeated());
		return { kind: 'sequence', parts };
	}

	#repeated(): Part {
		const part = this.#one();
		if (this.#take('*')) return { kind: 'repeat', part, least: 0, most: 'many' };
		if (this.#take('+')) return { kind: 'repeat', part, least: 1, most: 'many' };
		if (this.#take('?')) return { kind: 'repeat', part, least: 0, most: 1 };
		return part;
	}

	#one(): Part {
		if (this.#take('.')) return { kind: 'set', set: ANY };
		if (this.#take('[')) return this.#class();
		if (this.#take('(')) return this.#group();
		const character = this.#peek() ?? '';
		if ('*+?{}]^$'.includes(character)) throw this.#problem(`"${character}" can't stand here; write "\\${character}" for the character itself`);
		return only(this.#character());
	}

	#group(): Part {
		this.#depth += 1;
		if (this.#depth > GROUP_LIMIT) throw this.#problem(`groups nest at most ${GROUP_LIMIT} deep`);
		const part = this.#either();
		if (!this.#take(')')) throw this.#problem('a group is not closed');
		this.#depth -= 1;
		return part;
	}

	#class(): Part {
		const not = this.#take('^');
		const ranges: [string, string][] = [];
		while (!this.#take(']')) {
			const low = this.#character();
			const high = this.#take('-') ? this.#character() : low;
			if (high < low) throw this.#problem(`"${low}-${high}" runs backwards`);
			ranges.push([low, high]);
		}
		if (ranges.length === 0) throw this.#problem('a class names at least one character');
		return { kind: 'set', set: { not, ranges } };
	}

	#character(): string {
		this.#take('\\');
		const character = this.#peek();
		if (character === undefined) throw this.#problem('the pattern ends too early');
		this.#at += 1;
		return character;
	}

	#peek(): string | undefined {
		return this.#characters[this.#at];
	}

	#take(character: string): boolean {
		if (this.#peek() !== character) return false;
		this.#at += 1;
		return true;
	}

	#problem(problem: string): PatternProblem {
		return new PatternProblem(this.#at + 1, problem);
	}
}
