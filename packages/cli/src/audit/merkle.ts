import { createHash } from 'node:crypto';

export const sha256 = (...parts: (Uint8Array | string)[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
export const sha256Hex = (...parts: (Uint8Array | string)[]) => sha256(...parts).toString('hex');

/** RFC 6962, 2.1. */
export const leafHash = (entry: Uint8Array) => sha256(Buffer.from([0]), entry);
const nodeHash = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.from([1]), left, right);

/** A tree that grows by one leaf at a time and knows its root: the roots of its complete parts, largest first. */
export function growingTree() {
	const parts: { size: number; hash: Buffer }[] = [];
	return {
		add(leaf: Buffer): void {
			let part = { size: 1, hash: leaf };
			for (let last = parts.at(-1); last?.size === part.size; last = parts.at(-1)) {
				parts.pop();
				part = { size: part.size * 2, hash: nodeHash(last.hash, part.hash) };
			}
			parts.push(part);
		},
		root: () => parts.map((part) => part.hash).reduceRight((right, left) => nodeHash(left, right)),
	};
}

/** The root that a proof leads to from a leaf (RFC 9162, 2.1.3.2); null when it doesn't fit the size. */
export function rootByInclusion(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer | null {
	let [at, last, hash] = [index, size - 1, leaf];
	if (at < 0 || at > last) return null;
	for (const sibling of proof) {
		if (last === 0) return null;
		if (at % 2 === 1 || at === last) {
			hash = nodeHash(sibling, hash);
			while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
		} else hash = nodeHash(hash, sibling);
		[at, last] = [half(at), half(last)];
	}
	return last === 0 ? hash : null;
}

/** Whether a tree of `second.size` begins with that of `first.size` (RFC 9162, 2.1.4.2). */
export function isConsistent(first: Tree, second: Tree, proof: readonly Buffer[]): boolean {
	if (first.size === second.size) return proof.length === 0 && first.root.equals(second.root);
	const [start, ...path] = Number.isInteger(Math.log2(first.size)) ? [first.root, ...proof] : proof;
	if (!start || first.size < 1 || first.size > second.size) return false;
	let [at, last, older, newer] = [first.size - 1, second.size - 1, start, start];
	while (at % 2 === 1) [at, last] = [half(at), half(last)];
	for (const hash of path) {
		if (last === 0) return false;
		if (at % 2 === 1 || at === last) {
			[older, newer] = [nodeHash(hash, older), nodeHash(hash, newer)];
			while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
		} else newer = nodeHash(newer, hash);
		[at, last] = [half(at), half(last)];
	}
	return last === 0 && older.equals(first.root) && newer.equals(second.root);
}

export interface Tree {
	size: number;
	root: Buffer;
}

const half = (n: number) => Math.floor(n / 2);
