import { relyingPartyOf } from '@interlock/domain/passkey';
import { lookUpLink } from '@interlock/services/session';
import type { Metadata } from 'next';
import { authDatabase } from '../../api/auth-database.ts';
import { readEnv } from '../../env.ts';
import { SignInPage } from '../../features/session/sign-in-page.tsx';
import { ownPath } from '../../shell/own-path.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function Page({ searchParams }: { searchParams: Promise<{ link?: string; to?: string }> }) {
	const { link: secret, to } = await searchParams;
	const link = secret ? ((await lookUpLink(await authDatabase(), secret)) ?? 'used') : null;
	return <SignInPage link={link} secret={secret ?? null} passkeys={relyingPartyOf(readEnv().publicUrl) !== null} to={ownPath(to)} />;
}
