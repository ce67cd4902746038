import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ServedEndpoint, ServedToken } from '@interlock/contracts/serving';
import { parseToken } from '@interlock/domain/access';
import { DomainError } from '@interlock/domain/error';

/** The permission that the prediction door asks for. */
export const INVOKE = 'endpoint:invoke';

/**
 * The token of an Authorization header (Bearer, or Basic with the token as the password), checked without asking anybody: form and checksum, key id,
 * secret, expiry. Throws DomainError `unauthenticated`; the message never says which of them failed.
 */
export function checkToken(header: string | undefined, tokens: ReadonlyMap<string, ServedToken>, pepper: string, nowMs: number): ServedToken {
	const token = rememberedToken(header, tokens) ?? findToken(header, tokens, pepper);
	if (token.expiresAtMs !== null && token.expiresAtMs <= nowMs) throw new DomainError('unauthenticated', 'authorization: the token has expired');
	return token;
}

/** May the token ask this endpoint? An endpoint beyond its organization or projects doesn't exist for it. */
export function mayInvoke(token: ServedToken, endpoint: ServedEndpoint): 'yes' | 'unseen' | 'out of scope' {
	if (token.orgId !== endpoint.orgId) return 'unseen';
	if (token.projectIds !== null && !token.projectIds.includes(endpoint.projectId)) return 'unseen';
	return token.scopes.includes(INVOKE) ? 'yes' : 'out of scope';
}

function findToken(header = '', tokens: ReadonlyMap<string, ServedToken>, pepper: string): ServedToken {
	const parsed = parseToken(tokenText(header));
	const token = parsed === null ? undefined : tokens.get(parsed.keyId);
	if (!parsed || !token || !isSecretOf(token, parsed.secret, pepper)) throw new DomainError('unauthenticated', 'authorization: a valid token is required');
	remember(header, token, tokens);
	return token;
}

/** Headers that were checked under one table, so that a caller's token is hashed once per table. */
const remembered = new WeakMap<ReadonlyMap<string, ServedToken>, Map<string, ServedToken>>();
const MAX_REMEMBERED = 1_000;

function rememberedToken(header = '', tokens: ReadonlyMap<string, ServedToken>): ServedToken | undefined {
	return remembered.get(tokens)?.get(header);
}

function remember(header: string, token: ServedToken, tokens: ReadonlyMap<string, ServedToken>): void {
	const known = remembered.get(tokens);
	if (known === undefined) remembered.set(tokens, new Map([[header, token]]));
	else if (known.size < MAX_REMEMBERED) known.set(header, token);
}

function tokenText(header = ''): string {
	const [scheme = '', credentials = ''] = header.split(' ', 2);
	if (scheme.toLowerCase() === 'bearer') return credentials;
	if (scheme.toLowerCase() !== 'basic') return '';
	const pair = Buffer.from(credentials, 'base64').toString('utf8');
	return pair.slice(pair.indexOf(':') + 1);
}

function isSecretOf(token: ServedToken, secret: string, pepper: string): boolean {
	const hash = createHmac('sha256', pepper).update(secret).digest();
	const stored = Buffer.from(token.secretHash, 'hex');
	return stored.byteLength === hash.byteLength && timingSafeEqual(stored, hash);
}
