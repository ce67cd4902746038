import { ApiProvider } from '../../../../api/api-provider.tsx';
import { load, serverApi } from '../../../../api/server-api.tsx';
import { ResolveLink } from '../../../../features/session/resolve-link.tsx';

/** A project's tracking address in a browser: links that its clients print lead on from here. */
export default async function Page({ params }: { params: Promise<{ org: string; project: string }> }) {
	const place = await params;
	await load((await serverApi()).project.get.queryOptions(place));
	const project = `/${place.org}/${place.project}`;
	return (
		<ApiProvider>
			<ResolveLink home={`${project}/runs`} project={project} />
		</ApiProvider>
	);
}
