import { encode } from 'next-auth/jwt';

/** The session cookie's name: `__Host-` where the instance is reached by https, which browsers require for that prefix. */
export function sessionCookieName(publicUrl: string): string {
	return publicUrl.startsWith('https:') ? '__Host-interlock.session' : 'interlock.session';
}

/** The cookie of a session, as next-auth would set it: `name=value`. */
export async function sessionCookie(keys: { secret: string; publicUrl: string }, sessionId: string): Promise<string> {
	return `${sessionCookieName(keys.publicUrl)}=${await encode({ token: { sid: sessionId }, secret: keys.secret })}`;
}
