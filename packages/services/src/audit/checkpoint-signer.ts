import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { type Checkpoint, checkpointText } from '@interlock/domain/audit';

export interface CheckpointSigner {
	/** The checkpoint as a signed note. */
	sign(checkpoint: Checkpoint): string;
	/** Any text that ends its last line as a signed note, under the name of a log. */
	signText(origin: string, text: string): string;
	/** 32 bytes, base64. */
	publicKey: string;
}

/** PKCS #8 of an Ed25519 key up to its 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const ED25519 = Buffer.from([1]);

/** Signs with an Ed25519 key, given as base64url of its 32 bytes. The same key signs for each organization, under the log's name. */
export function createCheckpointSigner(key: string): CheckpointSigner {
	const seed = Buffer.from(key, 'base64url');
	if (seed.length !== 32) throw new Error(`the checkpoint key has ${seed.length} bytes; an Ed25519 key has 32`);
	const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
	const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
	const signText = (origin: string, text: string) => {
		const signature = Buffer.concat([keyId(origin, publicKey), sign(null, Buffer.from(text), privateKey)]);
		return `${text}\n— ${origin} ${signature.toString('base64')}\n`;
	};
	return {
		sign: (checkpoint) => signText(checkpoint.origin, checkpointText(checkpoint)),
		signText,
		publicKey: publicKey.toString('base64'),
	};
}

/** What verifies an organization's checkpoints, in C2SP's form: `<name>+<key id>+<base64>`. */
export function verifierKey(origin: string, publicKey: string): string {
	const bytes = Buffer.from(publicKey, 'base64');
	return `${origin}+${keyId(origin, bytes).toString('hex')}+${Buffer.concat([ED25519, bytes]).toString('base64')}`;
}

function keyId(origin: string, publicKey: Buffer): Buffer {
	return createHash('sha256').update(`${origin}\n`).update(ED25519).update(publicKey).digest().subarray(0, 4);
}
