export { authOptions } from './auth-options.ts';
export { actorOfToken, type AuthKeys, type Credentials, type Identified, identify, tokenText } from './request-actor.ts';
export { sessionCookieName } from './session-cookie.ts';
