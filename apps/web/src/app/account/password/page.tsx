import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { ApiProvider } from '../../../api/api-provider.tsx';
import { ChoosePasswordPage } from '../../../features/session/choose-password-page.tsx';
import { loadMe } from '../../../shell/load-shell.ts';

export const metadata: Metadata = { title: 'Password' };

/** `?first`: come here by a one-time link; somebody who has a password goes straight on. */
export default async function Page({ searchParams }: { searchParams: Promise<{ first?: string }> }) {
	const me = await loadMe();
	if (me.hasPassword && (await searchParams).first !== undefined) redirect('/');
	return (
		<ApiProvider>
			<ChoosePasswordPage email={me.email} hasPassword={me.hasPassword} />
		</ApiProvider>
	);
}
