export { authOptions } from './auth-options.ts';
export { actorOfToken, type AuthKeys, type Credentials, type Identified, identify } from './request-actor.ts';
export { sessionCookie } from './session-cookie.ts';
