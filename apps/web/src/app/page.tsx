import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { ApiProvider } from '../api/api-provider.tsx';
import { load, serverApi } from '../api/server-api.tsx';
import { ResolveLink } from '../features/session/resolve-link.tsx';
import { loadMe } from '../shell/load-shell.ts';

/** The instance's address: a link of the mlflow client is resolved, anybody else goes to their projects. */
export default async function Page() {
	const me = await loadMe();
	const org = me.orgs[0];
	if (!org) notFound();
	const projects = await load((await serverApi()).project.list.queryOptions({ org: org.slug }));
	const last = (await cookies()).get('interlock-project')?.value;
	const project = projects.find((candidate) => candidate.slug === last) ?? projects[0];
	return (
		<ApiProvider>
			<ResolveLink home={`/${org.slug}`} project={project ? `/${org.slug}/${project.slug}` : null} />
		</ApiProvider>
	);
}
