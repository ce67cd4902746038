import type { ReactNode } from 'react';
import { ApiProvider } from '../../../api/api-provider.tsx';
import { Hydrated } from '../../../api/server-api.tsx';
import { LiveProvider } from '../../../live/live-context.tsx';
import { AppFrame } from '../../../shell/app-frame.tsx';
import { loadShell } from '../../../shell/load-shell.ts';

export default async function OrganizationLayout({ params, children }: { params: Promise<{ org: string }>; children: ReactNode }) {
	const shell = await loadShell((await params).org);
	return (
		<ApiProvider>
			<LiveProvider>
				<Hydrated>
					<AppFrame shell={shell}>{children}</AppFrame>
				</Hydrated>
			</LiveProvider>
		</ApiProvider>
	);
}
