'use client';
import { signIn } from 'next-auth/react';
import { SignInView, type SignInViewProps } from './sign-in-view.tsx';

export interface SignInPageProps {
	link: SignInViewProps['link'];
	secret: string | null;
	/** A path of this instance to go on to. */
	to: string;
}

export function SignInPage({ link, secret, to }: SignInPageProps) {
	async function enter(provider: 'password' | 'link', credentials: Record<string, string>, next: string, refusal: string): Promise<string | null> {
		const answer = await signIn(provider, { ...credentials, redirect: false }).catch(() => undefined);
		if (!answer) return 'The server did not answer. Try again in a moment.';
		if (!answer.ok) return answer.error && answer.error !== 'CredentialsSignin' ? answer.error : refusal;
		// A whole load: the pages before and after signing in share nothing. The fragment of a printed link survives.
		location.assign(`${next}${location.hash}`);
		return null;
	}
	return (
		<SignInView
			link={link}
			onPassword={(email, password) => enter('password', { email, password }, to, 'E-mail and password do not match.')}
			onLink={() => enter('link', { secret: secret ?? '' }, '/account/password?first', 'This link was used already, or its time is over.')}
		/>
	);
}
