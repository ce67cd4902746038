import type { Metadata } from 'next';
import { Hydrated, load, serverApi } from '../../../../../api/server-api.tsx';
import { ProjectSettingsPage } from '../../../../../features/project/settings-page.tsx';

export const metadata: Metadata = { title: 'Project settings' };

export default async function Page({ params }: { params: Promise<{ org: string; project: string }> }) {
	const place = await params;
	const api = await serverApi();
	const settings = await load(api.project.settings.queryOptions(place));
	return (
		<Hydrated>
			<ProjectSettingsPage place={place} projectId={settings.id} />
		</Hydrated>
	);
}
