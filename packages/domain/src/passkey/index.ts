export {
	answerPasskeyInput,
	type AssertionResponse,
	MOST_PASSKEYS,
	registerPasskeyInput,
	type RegistrationResponse,
	removePasskeyInput,
	renamePasskeyInput,
} from './passkey-input.ts';
export { type RelyingParty, relyingPartyOf, whyNoPasskeys } from './relying-party.ts';
export { proofForWaysIn, type WaysIn, whyNotChangeWaysIn, whyNotRemovePasskey } from './ways-in.ts';
