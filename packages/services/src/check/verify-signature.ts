import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { DomainError } from '@interlock/domain/error';
import { canonicalJson } from '@interlock/storage';

/** Reads an Ed25519 public key from PEM. Throws `invalid` for anything else. */
export function readPublicKey(pem: string): { key: KeyObject; pem: string; fingerprint: string } {
	try {
		const key = createPublicKey(pem);
		if (key.asymmetricKeyType !== 'ed25519') throw new Error(`it is a key of the kind ${key.asymmetricKeyType}`);
		const der = key.export({ type: 'spki', format: 'der' });
		return { key, pem: key.export({ type: 'spki', format: 'pem' }).toString(), fingerprint: createHash('sha256').update(der).digest('hex') };
	} catch (error) {
		const reason = error instanceof Error ? error.message.slice(0, 200) : String(error);
		throw new DomainError('invalid', `publicKey: must be an Ed25519 public key as PEM (${reason})`, { field: 'publicKey', limit: 'Ed25519' });
	}
}

/** Whether a signature (base64) is this key's over the canonical JSON of a body. */
export function isSignedBy(pem: string, body: Record<string, unknown>, signature: string): boolean {
	return verify(null, Buffer.from(canonicalJson(body)), createPublicKey(pem), Buffer.from(signature, 'base64'));
}
