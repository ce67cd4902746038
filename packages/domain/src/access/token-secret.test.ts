import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatToken, parseToken, tokenChecksum, type TokenKind } from './index.ts';

const kinds = fc.constantFrom<TokenKind>('pat', 'svc', 'wrk', 'dep');
const keyBytes = fc.uint8Array({ minLength: 6, maxLength: 6 });
const secretBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const tokens = fc.tuple(kinds, keyBytes, secretBytes).map(([kind, key, secret]) => formatToken(kind, key, secret));
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('API tokens', () => {
	test('a token reads back to its kind, key id and secret, in one form: ilk_<kind>_<8>_<43>_<6>', () => {
		fc.assert(
			fc.property(kinds, keyBytes, secretBytes, (kind, key, secret) => {
				const text = formatToken(kind, key, secret);
				expect(text).toMatch(/^ilk_(pat|svc|wrk|dep)_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
				const [, , keyId, secretText] = text.split('_');
				expect(parseToken(text)).toEqual({ kind, keyId, secret: secretText });
			}),
		);
	});

	test('different secrets give different tokens: no bit of the 256 is lost', () => {
		fc.assert(
			fc.property(secretBytes, fc.integer({ min: 0, max: 255 }), (secret, bit) => {
				const other = Uint8Array.from(secret);
				other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
				const key = new Uint8Array(6);
				expect(formatToken('pat', key, secret)).not.toBe(formatToken('pat', key, other));
			}),
		);
	});

	test('one mistyped character is always caught by the checksum', () => {
		fc.assert(
			fc.property(tokens, fc.nat(), fc.nat({ max: 61 }), (text, at, letter) => {
				const i = 8 + (at % (text.length - 8));
				const typed = ALPHABET.charAt(letter);
				fc.pre(text.charAt(i) !== '_' && text.charAt(i) !== typed);
				expect(parseToken(text.slice(0, i) + typed + text.slice(i + 1))).toBeNull();
			}),
			{ numRuns: 500 },
		);
	});

	test('two swapped neighbours are always caught', () => {
		fc.assert(
			fc.property(tokens, fc.nat(), (text, at) => {
				const i = 8 + (at % (text.length - 9));
				const [a, b] = [text.charAt(i), text.charAt(i + 1)];
				fc.pre(a !== b && a !== '_' && b !== '_');
				expect(parseToken(text.slice(0, i) + b + a + text.slice(i + 2))).toBeNull();
			}),
			{ numRuns: 500 },
		);
	});

	test('the checksum is CRC-32 as everybody computes it', () => {
		// The check value of CRC-32/ISO-HDLC is 0xCBF43926 = 3421780262.
		const base62 = (value: number) => Array.from({ length: 6 }, (_, i) => ALPHABET.charAt(Math.floor(value / 62 ** (5 - i)) % 62)).join('');
		expect(tokenChecksum('123456789')).toBe(base62(0xcbf43926));
	});

	test.each([
		['nothing', ''],
		['a percent sign', '%'],
		['another prefix', 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'],
		['an unknown kind', 'ilk_adm_AAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_AAAAAA'],
		['an object word', 'ilk_pat___proto___AAAAAA'],
	])('%s is no token', (_what, text) => {
		expect(parseToken(text)).toBeNull();
	});

	test('a token with anything before or behind it is no token', () => {
		const text = formatToken('pat', new Uint8Array(6), new Uint8Array(32));
		for (const bent of [` ${text}`, `${text} `, `${text}\n`, `${text},`, text.toUpperCase(), `${text}\0`]) expect(parseToken(bent)).toBeNull();
	});
});
