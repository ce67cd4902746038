import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { refusalOf } from '../../api/attempt.ts';

/** What the browser or the person refused, as a sentence. */
class AuthenticatorRefusal extends Error {}

/** Lets the browser make a passkey. Throws what the browser or the person refused. */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON) {
	const { startRegistration } = await import('@simplewebauthn/browser');
	return startRegistration({ optionsJSON: options }).catch(refuse);
}

/** Lets the browser use a passkey. Throws what the browser or the person refused. */
export async function usePasskeyOf(options: PublicKeyCredentialRequestOptionsJSON) {
	const { startAuthentication } = await import('@simplewebauthn/browser');
	return startAuthentication({ optionsJSON: options }).catch(refuse);
}

/** Like `attempt`, also for what the browser or the person refused. */
export async function attemptWithPasskey(call: Promise<unknown>): Promise<string | null> {
	try {
		await call;
		return null;
	} catch (error) {
		return error instanceof AuthenticatorRefusal ? error.message : refusalOf(error);
	}
}

const SENTENCES: Record<string, string> = {
	NotAllowedError: 'It was cancelled, or it took too long.',
	AbortError: 'It was cancelled.',
	InvalidStateError: 'This device has a passkey of yours already.',
	NotSupportedError: 'This browser has no passkeys of the kind that is needed.',
	SecurityError: 'The browser offers no passkeys at this address.',
};

function refuse(error: unknown): never {
	const name = error instanceof Error ? error.name : '';
	throw new AuthenticatorRefusal(SENTENCES[name] ?? 'The browser could not use a passkey.');
}
