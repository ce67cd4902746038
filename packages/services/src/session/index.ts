export { countQuestion, countTry, forgiveTry } from './attempts.ts';
export { choosePassword } from './choose-password.ts';
export { createSignInLink } from './create-sign-in-link.ts';
export { endSession, loadSession } from './load-session.ts';
export { type Caller, openSession, type SignedIn, tellOrganizations } from './open-session.ts';
export { hashPassword } from './passwords.ts';
export { stepUp } from './step-up.ts';
export { lookUpLink, signInByLink, signInByPassword } from './sign-in.ts';
