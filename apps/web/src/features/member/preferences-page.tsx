'use client';
import { toast } from '@interlock/ui/base';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { AppPage } from '../../shell/app-page.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import { SettingsFrame } from '../settings-frame.tsx';
import { PreferencesView } from './preferences-view.tsx';

export function PreferencesPage() {
	const trpc = useTRPC();
	const router = useRouter();
	const { org, settings, mails } = useShell();
	const update = useMutation(trpc.me.updateSettings.mutationOptions());
	return (
		<AppPage crumbs={[{ label: 'Settings', href: `/${org.slug}/settings/tokens` }, { label: 'Preferences' }]}>
			<SettingsFrame org={org.slug} section="preferences">
				<PreferencesView
					settings={settings}
					mails={mails}
					onChange={async (changed) => {
						const refusal = await attempt(update.mutateAsync(changed));
						if (refusal === null) router.refresh();
						else toast.error(refusal);
					}}
				/>
			</SettingsFrame>
		</AppPage>
	);
}
