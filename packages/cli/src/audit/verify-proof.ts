import { isConsistent, leafHash, rootByInclusion, sha256Hex } from './merkle.ts';
import { openCheckpoint, openNote } from './note.ts';
import type { Outside } from './outside.ts';

/** One entry with its path to a signed checkpoint. */
export interface Proof {
	n: number;
	entry: string;
	/** Hashes from the leaf up, base64. */
	proof: string[];
	note: string;
	key: string;
}

/** An evidence pack is the file `{"pack":<canonical JSON>,"signature":"<signed note of its sha256>"}`. */
interface Pack {
	change: { id: string; number: number };
	key: string;
	note: string;
	entries: Pick<Proof, 'n' | 'entry' | 'proof'>[];
}

/** Verifies one entry's proof. Throws the sentence that says why not. */
export function verifyProof(proof: Proof, given: { key?: string; outside?: (key: string) => Outside }): string {
	const key = given.key ?? proof.key;
	const checkpoint = openCheckpoint(proof.note, key);
	const root = rootByInclusion(
		leafHash(Buffer.from(proof.entry)),
		proof.n - 1,
		checkpoint.size,
		proof.proof.map((hash) => Buffer.from(hash, 'base64')),
	);
	if (!root?.equals(checkpoint.root)) throw new Error(`entry ${proof.n} is not in the log signed at ${checkpoint.size} entries`);
	const published = given.outside?.(key).checkpoints.find(({ size }) => size === checkpoint.size);
	if (published && !published.root.equals(checkpoint.root)) throw new Error(`the checkpoint at ${checkpoint.size} entries is not the one published outside`);
	return `entry ${proof.n} is in the log signed at ${checkpoint.size} entries${published ? ', as published outside' : ''}`;
}

/** Verifies that the log of the second signed checkpoint begins with that of the first. Throws the sentence that says why not. */
export function verifyConsistency(first: string, second: string, key: string, proof: readonly string[]): string {
	const [a, b] = [openCheckpoint(first, key), openCheckpoint(second, key)];
	const hashes = proof.map((hash) => Buffer.from(hash, 'base64'));
	if (!isConsistent(a, b, hashes)) throw new Error(`the log signed at ${b.size} entries doesn't begin with the one signed at ${a.size}`);
	return `the log signed at ${b.size} entries begins with the one signed at ${a.size}`;
}

/** Verifies an evidence pack: its signature and each of its entries. Throws the sentence that says why not. */
export function verifyEvidence(file: string, given: { key?: string; outside?: (key: string) => Outside }): string {
	const { pack, signature } = JSON.parse(file) as { pack: Pack; signature: string };
	const key = given.key ?? pack.key;
	const [about, digest] = openNote(signature, key).split('\n');
	const signed = file.slice('{"pack":'.length, file.lastIndexOf(',"signature":'));
	if (about !== `interlock/evidence/${pack.change.id}` || digest !== sha256Hex(signed)) throw new Error('the pack is not the one that was signed');
	for (const entry of pack.entries) verifyProof({ ...entry, note: pack.note, key }, given);
	return `evidence of change #${pack.change.number}: signed, ${pack.entries.length} audit entries proven`;
}
