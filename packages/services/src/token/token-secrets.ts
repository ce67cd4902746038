import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { formatToken, parseToken, type TokenKind } from '@interlock/domain/access';

/** HMAC-SHA-256 of a token's secret under the instance's pepper, hex: all that is stored of it. */
export function hashSecret(pepper: string, secret: string): string {
	return createHmac('sha256', pepper).update(secret).digest('hex');
}

/** A fresh token: its text (shown once), key id and stored hash. */
export function makeTokenSecret(kind: TokenKind, pepper: string): { text: string; keyId: string; secretHash: string } {
	const text = formatToken(kind, randomBytes(6), randomBytes(32));
	const parsed = parseToken(text);
	if (!parsed) throw new Error('a fresh token must parse');
	return { text, keyId: parsed.keyId, secretHash: hashSecret(pepper, parsed.secret) };
}

export function sameHash(a: string, b: string): boolean {
	const left = Buffer.from(a, 'hex');
	const right = Buffer.from(b, 'hex');
	return left.length === right.length && timingSafeEqual(left, right);
}
