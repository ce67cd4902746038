import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What may be untrue of an answer, for tests of refusals. */
export interface Lies {
	origin?: string;
	challenge?: string;
	/** The authenticator didn't ask for a PIN, a fingerprint or a face. */
	unverified?: boolean;
	/** The counter of uses to say; else the next one. */
	counter?: number;
	userHandle?: string;
	/** Signed by another key. */
	forged?: boolean;
}

/** An authenticator of software, with one passkey: makes and uses it as a browser would give it on, for one host name and origin. */
export interface SoftAuthenticator {
	/** Answers the options of a registration. */
	make(options: { challenge: string; rp: { id?: string }; user: { id: string } }, lies?: Lies): MadeAnswer;
	/** Answers the options of a sign-in or a step-up. */
	use(options: { challenge: string; rpId?: string }, lies?: Lies): UsedAnswer;
}

interface Answer<R> {
	id: string;
	rawId: string;
	type: 'public-key';
	clientExtensionResults: Record<string, unknown>;
	response: R;
}
type MadeAnswer = Answer<{ clientDataJSON: string; attestationObject: string; transports: string[] }>;
type UsedAnswer = Answer<{ clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string }>;

const PRESENT = 0x01;
const VERIFIED = 0x04;
const HAS_KEY = 0x40;

/** A new one with an ES256 key and no attestation. */
export function softAuthenticator(origin: string): SoftAuthenticator {
	const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const id = randomBytes(20);
	let counter = 0;
	let userHandle: string | undefined;
	const answer = <R>(response: R): Answer<R> => ({
		id: id.toString('base64url'),
		rawId: id.toString('base64url'),
		type: 'public-key',
		clientExtensionResults: {},
		response,
	});
	const clientData = (type: string, challenge: string, lies: Lies) =>
		Buffer.from(JSON.stringify({ type, challenge: lies.challenge ?? challenge, origin: lies.origin ?? origin, crossOrigin: false }));
	const authenticatorData = (rpId: string, flags: number, lies: Lies) => {
		const counted = Buffer.alloc(4);
		counted.writeUInt32BE(lies.counter ?? counter);
		return Buffer.concat([sha256(rpId), Buffer.from([flags | PRESENT | (lies.unverified ? 0 : VERIFIED)]), counted]);
	};
	return {
		make: (options, lies = {}) => {
			userHandle = options.user.id;
			const length = Buffer.alloc(2);
			length.writeUInt16BE(id.length);
			const { x = '', y = '' } = keys.publicKey.export({ format: 'jwk' });
			const cose = new Map<number, Value>([
				[1, 2],
				[3, -7],
				[-1, 1],
				[-2, Buffer.from(x, 'base64url')],
				[-3, Buffer.from(y, 'base64url')],
			]);
			const authData = Buffer.concat([authenticatorData(options.rp.id ?? '', HAS_KEY, lies), Buffer.alloc(16), length, id, cbor(cose)]);
			const attestation = new Map<string, Value>([
				['fmt', 'none'],
				['attStmt', new Map()],
				['authData', authData],
			]);
			return answer({
				clientDataJSON: clientData('webauthn.create', options.challenge, lies).toString('base64url'),
				attestationObject: cbor(attestation).toString('base64url'),
				transports: ['internal'],
			});
		},
		use: (options, lies = {}) => {
			counter += 1;
			const data = authenticatorData(options.rpId ?? '', 0, lies);
			const client = clientData('webauthn.get', options.challenge, lies);
			const key = lies.forged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : keys.privateKey;
			return answer({
				clientDataJSON: client.toString('base64url'),
				authenticatorData: data.toString('base64url'),
				signature: sign('sha256', Buffer.concat([data, sha256(client)]), key).toString('base64url'),
				userHandle: lies.userHandle ?? userHandle,
			});
		},
	};
}

type Value = number | string | Buffer | Map<number, Value> | Map<string, Value>;

/** CBOR of what an attestation holds: small whole numbers, texts, bytes and maps. */
function cbor(value: Value): Buffer {
	if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
	if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
	if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
	return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)])]);
}

function head(major: number, length: number): Buffer {
	if (length < 24) return Buffer.from([(major << 5) | length]);
	if (length < 256) return Buffer.from([(major << 5) | 24, length]);
	return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}

function sha256(bytes: string | Buffer): Buffer {
	return createHash('sha256').update(bytes).digest();
}
