import { valueAt } from './value-at.ts';

/** A stream of numbers that is the same for the same seed on every machine. */
export interface SeededRandom {
	/** The next 32 bits as an unsigned integer, 0 .. 2^32 - 1. */
	nextUint32(): number;
	/** Uniform in [0, 1) with 32 bits of resolution. */
	nextFloat(): number;
	/** Uniform integer in [0, bound), without modulo bias. `bound` is 1 .. 2^32. */
	nextInt(bound: number): number;
}

type State = readonly [number, number, number, number];

/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018, https://prng.di.unimi.it), its state filled from `seed` by SplitMix32.
 * `seed`: any integer; only its low 32 bits count. Not for secrets.
 */
export function seededRandom(seed: number): SeededRandom {
	if (!Number.isInteger(seed)) throw new RangeError(`seed must be an integer, got ${seed}`);
	return xoshiro128StarStar(splitMix32State(seed));
}

/** The bare generator on a given state (four 32-bit words, not all zero); for its known-answer test. */
export function xoshiro128StarStar(start: State): SeededRandom {
	// A typed array keeps the words unboxed: twice as fast as four variables.
	const state = Int32Array.from(start);

	function nextUint32(): number {
		let s0 = valueAt(state, 0);
		let s1 = valueAt(state, 1);
		let s2 = valueAt(state, 2);
		let s3 = valueAt(state, 3);
		const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
		const shifted = s1 << 9;
		s2 ^= s0;
		s3 ^= s1;
		s1 ^= s2;
		s0 ^= s3;
		s2 ^= shifted;
		s3 = rotateLeft(s3, 11);
		state[0] = s0;
		state[1] = s1;
		state[2] = s2;
		state[3] = s3;
		return result;
	}

	function nextInt(bound: number): number {
		if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
			throw new RangeError(`bound must be an integer in 1 .. 2^32, got ${bound}`);
		}
		const mask = bound === 1 ? 0 : 0xffffffff >>> Math.clz32(bound - 1);
		let drawn = (nextUint32() & mask) >>> 0;
		while (drawn >= bound) drawn = (nextUint32() & mask) >>> 0;
		return drawn;
	}

	return { nextUint32, nextInt, nextFloat: () => nextUint32() / 2 ** 32 };
}

function splitMix32State(seed: number): State {
	let counter = seed | 0;
	function next(): number {
		counter = (counter + 0x9e3779b9) | 0;
		let mixed = counter ^ (counter >>> 16);
		mixed = Math.imul(mixed, 0x21f0aaad);
		mixed ^= mixed >>> 15;
		mixed = Math.imul(mixed, 0x735a2d97);
		return mixed ^ (mixed >>> 15);
	}
	return [next(), next(), next(), next()];
}

function rotateLeft(value: number, bits: number): number {
	return (value << bits) | (value >>> (32 - bits));
}
