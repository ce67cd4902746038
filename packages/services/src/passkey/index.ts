export { beginPasskeyRegistration } from './begin-passkey-registration.ts';
export { beginPasskeySignIn } from './begin-passkey-sign-in.ts';
export { beginPasskeyStepUp } from './begin-passkey-step-up.ts';
export { listPasskeys, type PasskeyRow, type PasskeysView } from './list-passkeys.ts';
export { registerPasskey } from './register-passkey.ts';
export { removePasskey } from './remove-passkey.ts';
export { renamePasskey } from './rename-passkey.ts';
export { signInByPasskey } from './sign-in-by-passkey.ts';
export { stepUpByPasskey } from './step-up-by-passkey.ts';
