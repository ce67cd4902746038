import { chainInput, hashLeaf, readCheckpoint, verifyInclusion } from '@interlock/domain/audit';
import type { AuditRowView, ProofView } from './types.ts';

/** What this browser found by computing; null where it can't, or has nothing to compute from. */
export interface EntryCheck {
	/** The entry's hash follows from its bytes and the entry before. */
	hash: boolean | null;
	/** Its leaf and the proof lead to the root that the checkpoint states. */
	inclusion: boolean | null;
	/** The checkpoint is signed by the instance's key. */
	signature: boolean | null;
	/** Entries that the checkpoint covers. */
	size: number | null;
}

const NOTHING: EntryCheck = { hash: null, inclusion: null, signature: null, size: null };

/** Computes an entry's hash, its way to the signed root and the signature anew. Browsers offer no hashing on plain http of another host. */
export async function checkEntry(row: AuditRowView, previousHash: string | null, proof: ProofView | null): Promise<EntryCheck> {
	if (!globalThis.crypto?.subtle) return NOTHING;
	const entry = proof === null ? null : new TextEncoder().encode(proof.entry);
	const leaf = entry === null ? row.leaf : hex(await sha256(entry));
	const hash = previousHash === null ? null : hex(await sha256(new TextEncoder().encode(chainInput(previousHash, row.n, leaf)))) === row.hash;
	const checkpoint = proof && readCheckpoint(proof.note);
	if (!proof || !entry || !checkpoint) return { ...NOTHING, hash };
	const inclusion = await verifyInclusion(sha256, {
		leaf: await hashLeaf(sha256, entry),
		index: proof.n - 1,
		size: checkpoint.size,
		proof: proof.proof.map(fromBase64),
		root: fromBase64(checkpoint.root),
	});
	return { hash, inclusion, signature: await isSigned(checkpoint, proof.key), size: checkpoint.size };
}

async function isSigned(note: { text: string; signatures: { name: string; base64: string }[] }, key: string): Promise<boolean | null> {
	const [name = '', id = ''] = key.split('+');
	const signature = note.signatures.find((one) => one.name === name);
	if (!signature) return false;
	try {
		const material = fromBase64(key.slice(name.length + id.length + 2)).slice(1);
		const publicKey = await crypto.subtle.importKey('raw', material, { name: 'Ed25519' }, false, ['verify']);
		return await crypto.subtle.verify({ name: 'Ed25519' }, publicKey, fromBase64(signature.base64).slice(4), new TextEncoder().encode(note.text));
	} catch {
		return null;
	}
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
	return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

function hex(bytes: Uint8Array): string {
	return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
