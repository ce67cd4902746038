'use client';
import { type Permission, rolesWith } from '@interlock/domain/access';
import type { Permit } from '@interlock/ui/review';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTRPC } from '../api/api-provider.tsx';
import { useChannel } from '../live/live-context.tsx';
import { useRefetchOn } from '../live/use-refetch-on.ts';
import type { ShellData } from './shell-data.ts';

const Context = createContext<ShellData | null>(null);

/** Holds the frame's facts and keeps the projects' counters and one's own rights true while pages are open. */
export function ShellProvider({ data, project, children }: { data: ShellData; project: string | null; children: ReactNode }) {
	const trpc = useTRPC();
	const router = useRouter();
	const list = trpc.project.list.queryOptions({ org: data.org.slug });
	const { data: projects = data.projects } = useQuery(list);
	const current = projects.find((candidate) => candidate.slug === project);
	useRefetchOn(`org/${data.org.id}`, () => [list.queryKey], 2000);
	useRefetchOn(current ? `project/${current.id}` : null, (type) => (/^(run\.changed|change\.|\*)/.test(type) ? [list.queryKey] : []), 2000);
	useChannel(
		`org/${data.org.id}`,
		(event) => {
			if (event.type === 'member.changed' && event.data.userId === data.user.userId) router.refresh();
		},
		() => undefined,
	);
	useChannel(
		`person/${data.user.userId}`,
		(event) => {
			if (event.type === 'person.settings-changed') router.refresh();
		},
		() => undefined,
	);
	const value = useMemo(() => ({ ...data, projects }), [data, projects]);
	return <Context value={value}>{children}</Context>;
}

/** The frame's facts. Throws outside of the signed-in pages. */
export function useShell(): ShellData {
	const data = useContext(Context);
	if (!data) throw new Error('useShell needs ShellProvider');
	return data;
}

/** Whether this person may do something in the organization, with the sentence why not. The server decides again. */
export function usePermit(permission: Permission): Permit {
	const { permissions } = useShell();
	if (permissions.includes(permission)) return { allowed: true };
	return { allowed: false, reason: `This needs the role ${rolesWith(permission).join(' or ')}.` };
}
