export { authOptions } from './auth-options.ts';
export { actorOfToken, type AuthKeys, type Credentials, type Identified, identify, tokenText } from './request-actor.ts';
export { sessionCookie, sessionCookieName } from './session-cookie.ts';
