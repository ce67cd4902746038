export { choosePassword } from './choose-password.ts';
export { createSignInLink } from './create-sign-in-link.ts';
export { endSession, loadSession } from './load-session.ts';
export type { Caller, SignedIn } from './open-session.ts';
export { hashPassword } from './passwords.ts';
export { stepUp } from './step-up.ts';
export { lookUpLink, signInByLink, signInByPassword } from './sign-in.ts';
