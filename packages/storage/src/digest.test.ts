import { createHash } from 'node:crypto';
import { seededRandom } from '@interlock/domain/statistics';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digestJson } from './index.ts';

/** RFC 8785 written anew from its text: keys by UTF-16 code units, the shortest escapes, numbers as ECMAScript spells them. */
function oracle(value: unknown): string {
	if (value === null || typeof value === 'boolean') return String(value);
	if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
	if (typeof value === 'string') return spellText(value);
	if (Array.isArray(value)) return `[${value.map(oracle).join(',')}]`;
	const entries = Object.entries(value as object).sort(([a], [b]) => compareUnits(a, b));
	return `{${entries.map(([key, part]) => `${spellText(key)}:${oracle(part)}`).join(',')}}`;
}

function compareUnits(a: string, b: string): number {
	for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
		const difference = a.charCodeAt(i) - b.charCodeAt(i);
		if (difference !== 0) return difference;
	}
	return a.length - b.length;
}

const SHORT: Record<number, string> = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r', 34: '\\"', 92: '\\\\' };

function spellText(text: string): string {
	let out = '';
	for (let i = 0; i < text.length; i += 1) {
		const unit = text.charCodeAt(i);
		out += SHORT[unit] ?? (unit < 32 ? `\\u${unit.toString(16).padStart(4, '0')}` : text[i]);
	}
	return `"${out}"`;
}

/** A number from its 64 bits in hex, as the RFC's appendix B gives them. */
function fromBits(hex: string): number {
	return Buffer.from(hex, 'hex').readDoubleBE(0);
}

describe('canonical JSON (RFC 8785)', () => {
	it("spells the RFC's own example and its order of keys", () => {
		const example = {
			numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
			string: '€$\u000f\nA\'B"\\\\"/',
			literals: [null, true, false],
		};
		expect(canonicalJson(example)).toBe(
			'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
		);
		const keys = { '€': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew', '1': 'One', '😀': 'Emoji', '\u0080': 'Control', ö: 'Latin' };
		expect([...canonicalJson(keys).matchAll(/"([^"]*)"[,}]/g)].map(([, value]) => value)).toEqual([
			'Carriage Return',
			'One',
			'Control',
			'Latin',
			'Euro Sign',
			'Emoji',
			'Hebrew',
		]);
	});

	it.each([
		['0000000000000000', '0'],
		['8000000000000000', '0'],
		['0000000000000001', '5e-324'],
		['7fefffffffffffff', '1.7976931348623157e+308'],
		['4340000000000000', '9007199254740992'],
		['4430000000000000', '295147905179352830000'],
		['44b52d02c7e14af5', '9.999999999999997e+22'],
		['44b52d02c7e14af6', '1e+23'],
		['444b1ae4d6e2ef4e', '999999999999999700000'],
		['444b1ae4d6e2ef50', '1e+21'],
		['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
		['3eb0c6f7a0b5ed8d', '0.000001'],
		['41b3de4355555553', '333333333.3333332'],
		['41b3de4355555557', '333333333.33333343'],
		['becbf647612f3696', '-0.0000033333333333333333'],
		['43143ff3c1cb0959', '1424953923781206.2'],
	])('spells the number %s of appendix B as %s', (bits, text) => {
		expect(canonicalJson(fromBits(bits))).toBe(text);
	});

	it('agrees with an independent spelling on 5,000 random values, and reads back what it was given', () => {
		const seeded = seededRandom(8785);
		const random = () => seeded.nextFloat();
		const pick = <T>(...items: [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
		const number = () => {
			const bits = Buffer.from(Array.from({ length: 8 }, () => Math.floor(random() * 256)));
			const any = bits.readDoubleBE(0);
			return pick(Number.isFinite(any) ? any : 0, Math.floor(random() * 1e6), random() * 1e-8, -random() * 1e22, -0);
		};
		const text = (...more: string[]) =>
			Array.from({ length: Math.floor(random() * 6) }, () => pick('a', 'Z', '\u007f', 'é', '\u2028', '😀', '\uffff', '1', ...more)).join('');
		const value = (depth: number): unknown => {
			const kind = depth > 3 ? Math.floor(random() * 4) : Math.floor(random() * 6);
			if (kind === 0) return pick(null, true, false);
			if (kind === 1) return number();
			if (kind < 4) return text('"', '\\', '\n', '\u0001');
			if (kind === 4) return Array.from({ length: Math.floor(random() * 5) }, () => value(depth + 1));
			// Nothing that JSON escapes in a key: V8's JSON.parse of Node 24 reads `\"` there as a backslash when it saw one before.
			return Object.fromEntries(Array.from({ length: Math.floor(random() * 6) }, () => [text(), value(depth + 1)]));
		};
		for (let n = 0; n < 5_000; n += 1) {
			const one = value(0);
			const spelled = canonicalJson(one);
			expect(spelled).toBe(oracle(one));
			expect(canonicalJson(JSON.parse(spelled))).toBe(spelled);
		}
	});

	it('gives the same facts the same digest in whatever order their keys were written, and another to any other value', () => {
		expect(digestJson({ b: 1, a: [1, 2] })).toBe(digestJson({ a: [1, 2], b: 1 }));
		expect(digestJson({ a: [1, 2] })).not.toBe(digestJson({ a: [2, 1] }));
		expect(digestJson({ é: '€' })).toBe(createHash('sha256').update(Buffer.from('{"é":"€"}', 'utf8')).digest('hex'));
	});

	it('refuses what has no canonical spelling, such as NaN or half a surrogate pair', () => {
		for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800']) expect(() => canonicalJson({ bad })).toThrow();
	});
});
