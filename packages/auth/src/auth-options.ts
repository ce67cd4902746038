import type { Database } from '@interlock/db';
import { signInByPasskey } from '@interlock/services/passkey';
import { type SignedIn, signInByLink, signInByPassword } from '@interlock/services/session';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { sessionCookieName } from './session-cookie.ts';

interface RequestLike {
	headers?: Record<string, unknown>;
}

/**
 * next-auth's configuration: a password, a passkey or a one-time link opens a row in our `session` table; the JWT carries only that row's id,
 * which every request checks, so that revoking takes effect at once.
 */
export function authOptions(input: { db: () => Promise<Database>; secret: string; publicUrl: string }): NextAuthOptions {
	const secure = input.publicUrl.startsWith('https:');
	return {
		secret: input.secret,
		session: { strategy: 'jwt', maxAge: 7 * 24 * 3600 },
		pages: { signIn: '/sign-in', error: '/sign-in' },
		cookies: {
			sessionToken: { name: sessionCookieName(input.publicUrl), options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
		},
		providers: [
			Credentials({
				id: 'password',
				name: 'Password',
				credentials: { email: {}, password: {} },
				authorize: async (given, req) => (given ? userOf(await signInByPassword(await input.db(), given.email, given.password, callerOf(req))) : null),
			}),
			Credentials({
				id: 'link',
				name: 'One-time link',
				credentials: { secret: {} },
				authorize: async (given, req) => (given ? userOf(await signInByLink(await input.db(), given.secret, callerOf(req))) : null),
			}),
			Credentials({
				id: 'passkey',
				name: 'Passkey',
				credentials: { challenge: {}, response: {} },
				authorize: async (given, req) => userOf(await signInByPasskey(await input.db(), input.publicUrl, answerOf(given), callerOf(req))),
			}),
		],
		callbacks: {
			jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
			session: ({ session }) => ({ expires: session.expires }),
			redirect: ({ url, baseUrl }) => (url.startsWith('/') && !url.startsWith('//') ? `${baseUrl}${url}` : baseUrl),
		},
	};
}

/** next-auth's "user" is our session: its id is the session row's. */
function userOf(signedIn: SignedIn | null): { id: string } | null {
	return signedIn ? { id: signedIn.sessionId } : null;
}

/** A form holds texts: the authenticator's answer is JSON in one of them. Null for what can't be read. */
function answerOf(given: Record<string, unknown> | undefined): unknown {
	try {
		return { challenge: given?.challenge, response: JSON.parse(String(given?.response)) };
	} catch {
		return null;
	}
}

function callerOf(req: RequestLike): { requestId: string; ip?: string; userAgent?: string } {
	const header = (name: string) => {
		const value = req.headers?.[name];
		return typeof value === 'string' ? value : undefined;
	};
	return { requestId: header('x-request-id') ?? 'sign-in', ip: header('x-interlock-client-ip'), userAgent: header('user-agent') };
}
