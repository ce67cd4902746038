/** The session cookie's name: `__Host-` where the instance is reached by https, which browsers require for that prefix. */
export function sessionCookieName(publicUrl: string): string {
	return publicUrl.startsWith('https:') ? '__Host-interlock.session' : 'interlock.session';
}
