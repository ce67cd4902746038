import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { load, serverApi } from '../api/server-api.tsx';
import { readTheme } from './read-theme.ts';
import type { ShellData } from './shell-data.ts';

/** Who is signed in. Somebody without a password yet is led to choose one by the page, not forced. */
export async function loadMe() {
	const api = await serverApi();
	return load(api.me.get.queryOptions());
}

/** The frame's facts for an organization; 404 for one that this person doesn't belong to. */
export async function loadShell(orgSlug: string): Promise<ShellData> {
	const api = await serverApi();
	const me = await loadMe();
	const org = me.orgs.find((candidate) => candidate.slug === orgSlug);
	if (!org) notFound();
	const projects = await load(api.project.list.queryOptions({ org: org.slug }));
	return {
		user: { userId: me.userId, name: me.name, email: me.email },
		org: { id: org.id, slug: org.slug, name: org.name },
		orgs: me.orgs.map(({ slug, name }) => ({ slug, name })),
		projects,
		roles: org.roles,
		permissions: org.permissions,
		settings: me.settings,
		mails: me.mails,
		theme: await readTheme(),
		lastProject: (await cookies()).get('interlock-project')?.value ?? null,
	};
}
