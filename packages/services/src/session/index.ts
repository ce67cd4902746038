export { createSignInLink } from './create-sign-in-link.ts';
export { endSession, loadSession } from './load-session.ts';
export { hashPassword } from './passwords.ts';
export { type Caller, choosePassword, lookUpLink, type SignedIn, signInByLink, signInByPassword } from './sign-in.ts';
