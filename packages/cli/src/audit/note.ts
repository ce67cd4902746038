import { createPublicKey, verify } from 'node:crypto';
import type { Tree } from './merkle.ts';

/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export interface Checkpoint extends Tree {
	origin: string;
}

/** The text of a C2SP signed note, once a signature of the key (`<name>+<key id>+<base64>`) is found valid. Throws a sentence otherwise. */
export function openNote(note: string, key: string): string {
	const [, name = '', id = '', encoded = ''] = /^(.+)\+([0-9a-f]{8})\+(.+)$/.exec(key.trim()) ?? [];
	const material = Buffer.from(encoded, 'base64');
	if (material.length !== 33 || material[0] !== 1) throw new Error(`"${key}" is no Ed25519 verifier key`);
	const at = note.indexOf('\n\n') + 1;
	const publicKey = createPublicKey({ key: Buffer.concat([SPKI, material.subarray(1)]), format: 'der', type: 'spki' });
	const text = note.slice(0, at);
	for (const line of note.slice(at + 1).split('\n')) {
		if (!line.startsWith(`— ${name} `)) continue;
		const signature = Buffer.from(line.slice(name.length + 3), 'base64');
		if (signature.subarray(0, 4).toString('hex') === id && verify(null, Buffer.from(text), publicKey, signature.subarray(4))) return text;
	}
	throw new Error(`it has no valid signature of ${name} (key ${id})`);
}

/** What a signed checkpoint states. Throws a sentence when it is none, or isn't signed by the key. */
export function openCheckpoint(note: string, key: string): Checkpoint {
	const [origin = '', size = '', root = ''] = openNote(note, key).split('\n');
	if (!/^\d+$/.test(size) || !key.startsWith(`${origin}+`)) throw new Error('it is no checkpoint of this log');
	return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}
