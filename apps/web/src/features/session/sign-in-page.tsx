'use client';
import { signIn } from 'next-auth/react';
import { attemptWithPasskey, usePasskeyOf } from '../passkey/authenticator.ts';
import { SignInView, type SignInViewProps } from './sign-in-view.tsx';

export interface SignInPageProps {
	link: SignInViewProps['link'];
	secret: string | null;
	/** Whether this instance has passkeys. */
	passkeys: boolean;
	/** A path of this instance to go on to. */
	to: string;
}

export function SignInPage({ link, secret, passkeys, to }: SignInPageProps) {
	async function enter(provider: 'password' | 'passkey' | 'link', credentials: Record<string, string>, next: string, refusal: string): Promise<string | null> {
		const answer = await signIn(provider, { ...credentials, redirect: false }).catch(() => undefined);
		if (!answer) return 'The server did not answer. Try again in a moment.';
		if (!answer.ok) return answer.error && answer.error !== 'CredentialsSignin' ? answer.error : refusal;
		// A whole load: the pages before and after signing in share nothing. The fragment of a printed link survives.
		location.assign(`${next}${location.hash}`);
		return null;
	}

	async function byPasskey(): Promise<string | null> {
		const asked = await fetch('/api/v1/sign-in/passkey', { method: 'POST' }).catch(() => null);
		const question = await asked?.json().catch(() => null);
		if (!asked?.ok) return question?.detail ?? 'The server did not answer. Try again in a moment.';
		let answer = '';
		const refusal = await attemptWithPasskey(
			usePasskeyOf(question.options).then((given) => {
				answer = JSON.stringify(given);
			}),
		);
		return refusal ?? enter('passkey', { challenge: question.challenge, response: answer }, to, 'This passkey is not known here.');
	}

	return (
		<SignInView
			link={link}
			onPasskey={passkeys ? byPasskey : null}
			onPassword={(email, password) => enter('password', { email, password }, to, 'E-mail and password do not match.')}
			onLink={() => enter('link', { secret: secret ?? '' }, '/account/password?first', 'This link was used already, or its time is over.')}
		/>
	);
}
