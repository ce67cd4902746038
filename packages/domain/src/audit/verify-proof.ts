import { HASH_BYTES } from './tree-shape.ts';

/** sha256 of bytes: Node's at once, a browser's later. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export interface Inclusion {
	/** Hash of the entry's leaf, 32 bytes. */
	leaf: Uint8Array;
	/** Counted from 0. */
	index: number;
	size: number;
	/** From the leaf up, 32 bytes each. */
	proof: readonly Uint8Array[];
	root: Uint8Array;
}

export interface Consistency {
	first: { size: number; root: Uint8Array };
	second: { size: number; root: Uint8Array };
	proof: readonly Uint8Array[];
}

/** RFC 6962 leaf hash of an entry's bytes: sha256(0x00 || bytes). */
export function hashLeaf(sha256: Sha256, entry: Uint8Array): Uint8Array | Promise<Uint8Array> {
	return sha256(join(0, entry));
}

/** Whether the proof leads from the leaf to the root (RFC 9162, 2.1.3.2). */
export async function verifyInclusion(sha256: Sha256, { leaf, index, size, proof, root }: Inclusion): Promise<boolean> {
	if (!(index >= 0 && index < size)) return false;
	let [at, last, hash] = [index, size - 1, leaf];
	for (const sibling of proof) {
		if (last === 0 || sibling.length !== HASH_BYTES) return false;
		if (at % 2 === 1 || at === last) {
			hash = await sha256(join(1, sibling, hash));
			while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
		} else hash = await sha256(join(1, hash, sibling));
		[at, last] = [half(at), half(last)];
	}
	return last === 0 && same(hash, root);
}

/** Whether the second tree begins with the first (RFC 9162, 2.1.4.2). */
export async function verifyConsistency(sha256: Sha256, { first, second, proof }: Consistency): Promise<boolean> {
	if (first.size === second.size) return proof.length === 0 && same(first.root, second.root);
	if (!(first.size > 0 && first.size < second.size)) return false;
	const path = isPowerOfTwo(first.size) ? [first.root, ...proof] : [...proof];
	const start = path.shift();
	if (!start) return false;
	let [at, last] = [first.size - 1, second.size - 1];
	while (at % 2 === 1) [at, last] = [half(at), half(last)];
	let [older, newer] = [start, start];
	for (const hash of path) {
		if (last === 0 || hash.length !== HASH_BYTES) return false;
		if (at % 2 === 1 || at === last) {
			older = await sha256(join(1, hash, older));
			newer = await sha256(join(1, hash, newer));
			while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
		} else newer = await sha256(join(1, newer, hash));
		[at, last] = [half(at), half(last)];
	}
	return last === 0 && same(older, first.root) && same(newer, second.root);
}

function join(prefix: number, ...parts: Uint8Array[]): Uint8Array {
	const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
	bytes[0] = prefix;
	let at = 1;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

const half = (n: number) => Math.floor(n / 2);

function isPowerOfTwo(n: number): boolean {
	while (n % 2 === 0) n /= 2;
	return n === 1;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
