import { DomainError } from '@interlock/domain/error';
import { LITERAL_KEY } from './cell.ts';

/**
 * Parses a request body. NaN and Infinity, which Python writes into JSON and JSON doesn't have, become a stand-in that no column accepts, so that the
 * error can name the column. Throws DomainError `invalid` for anything else that isn't JSON.
 */
export function parseInvocationJson(text: string): { value: unknown; hadLiteral: boolean } {
	try {
		return { value: JSON.parse(text), hadLiteral: false };
	} catch (error) {
		const marked = markLiterals(text);
		if (marked !== null) {
			try {
				return { value: JSON.parse(marked), hadLiteral: true };
			} catch {
				// Broken in another way too: report the first error.
			}
		}
		const reason = error instanceof Error ? error.message.slice(0, 160) : 'unreadable';
		throw new DomainError('invalid', `body: not JSON: ${reason}`, { field: 'body', limit: 'JSON' });
	}
}

/** The text with each bare NaN, Infinity and -Infinity outside of strings replaced; null when there is none. One pass, linear in the text. */
function markLiterals(text: string): string | null {
	const pieces: string[] = [];
	let from = 0;
	for (let i = 0; i < text.length; i++) {
		const char = text.charCodeAt(i);
		if (char === QUOTE) {
			for (i++; i < text.length && text.charCodeAt(i) !== QUOTE; i++) if (text.charCodeAt(i) === BACKSLASH) i++;
			continue;
		}
		if (char !== LETTER_N && char !== LETTER_I) continue;
		const word = char === LETTER_N ? 'NaN' : 'Infinity';
		if (!text.startsWith(word, i)) continue;
		const isNegative = text.charCodeAt(i - 1) === MINUS;
		pieces.push(text.slice(from, isNegative ? i - 1 : i), JSON.stringify({ [LITERAL_KEY]: isNegative ? `-${word}` : word }));
		i += word.length - 1;
		from = i + 1;
	}
	return pieces.length === 0 ? null : pieces.join('') + text.slice(from);
}

const QUOTE = 34;
const MINUS = 45;
const LETTER_I = 73;
const LETTER_N = 78;
const BACKSLASH = 92;
