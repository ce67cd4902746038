import type { Database } from '@interlock/db';
import { type Actor, parseToken, type SystemActor } from '@interlock/domain/access';
import { loadSession } from '@interlock/services/session';
import { hashSecret, loadToken, sameHash } from '@interlock/services/token';
import { decode } from 'next-auth/jwt';
import { sessionCookieName } from './session-cookie.ts';

export interface AuthKeys {
	/** next-auth's secret: signs the cookie's JWT. */
	secret: string;
	tokenPepper: string;
	/** https means Secure, __Host- cookies. */
	publicUrl: string;
	/** Tokens of the instance's own parts, by key id. */
	instanceTokens: ReadonlyMap<string, { secretHash: string; actor: SystemActor }>;
}

export interface Credentials {
	authorization?: string | null;
	cookie?: string | null;
	/** Only looking again, as for a socket that stays open: that doesn't keep a session alive. */
	passive?: boolean;
}

export type Identified = { actor: Actor; via: 'token' | 'cookie' };

/**
 * Who sends this request: `Authorization: Bearer <token>`, Basic with the token as password (user `token`), else the session cookie.
 * A request that carries an Authorization header is never judged by its cookie. Null when nobody can be identified.
 */
export async function identify(db: Database, keys: AuthKeys, credentials: Credentials): Promise<Identified | null> {
	if (credentials.authorization) {
		const text = tokenText(credentials.authorization);
		const actor = text ? await actorOfToken(db, keys, text) : null;
		return actor ? { actor, via: 'token' } : null;
	}
	const sessionId = await sessionIdOf(keys, credentials.cookie ?? '');
	const actor = sessionId ? await loadSession(db, sessionId, new Date(), credentials.passive) : null;
	return actor ? { actor, via: 'cookie' } : null;
}

/** The actor of a token's text: one of the instance's own, or a row. */
export async function actorOfToken(db: Database, keys: AuthKeys, text: string): Promise<Actor | null> {
	const parsed = parseToken(text);
	if (!parsed) return null;
	const own = keys.instanceTokens.get(parsed.keyId);
	if (own) return sameHash(own.secretHash, hashSecret(keys.tokenPepper, parsed.secret)) ? own.actor : null;
	return loadToken(db, keys.tokenPepper, text);
}

/** The token in an Authorization header: Bearer, or Basic's password. */
export function tokenText(authorization: string): string | null {
	const [scheme = '', value = ''] = authorization.split(' ', 2);
	if (scheme.toLowerCase() === 'bearer') return value;
	if (scheme.toLowerCase() !== 'basic') return null;
	const [, ...password] = Buffer.from(value, 'base64').toString('utf8').split(':');
	return password.join(':') || null;
}

async function sessionIdOf(keys: AuthKeys, cookie: string): Promise<string | null> {
	const name = sessionCookieName(keys.publicUrl);
	const pair = cookie
		.split(';')
		.map((part) => part.trim())
		.find((part) => part.startsWith(`${name}=`));
	if (!pair) return null;
	const jwt = await decode({ token: unescaped(pair.slice(name.length + 1)), secret: keys.secret }).catch(() => null);
	return typeof jwt?.sid === 'string' ? jwt.sid : null;
}

/** A cookie's value, percent-decoded where that can be done. */
function unescaped(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}
