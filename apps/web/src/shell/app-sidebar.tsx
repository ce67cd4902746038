'use client';
import { ConnectionState, Sidebar, SidebarGroup, SidebarLink } from '@interlock/ui/shell';
import { useQuery } from '@tanstack/react-query';
import {
	Activity,
	Box,
	Database,
	FolderKanban,
	GitPullRequestArrow,
	Inbox,
	type LucideIcon,
	Rocket,
	ScrollText,
	Settings,
	ShieldCheck,
	SlidersHorizontal,
	TriangleAlert,
} from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTRPC } from '../api/api-provider.tsx';
import { useConnection } from '../live/live-context.tsx';
import { ProjectSwitcher } from './project-switcher.tsx';
import { usePermit, useShell } from './shell-context.tsx';
import { useInboxCount } from './use-inbox-count.ts';

/** Main navigation of the project in view, or of the one visited last. */
export function AppSidebar({ project }: { project: string | null }) {
	const { org, projects } = useShell();
	const { state } = useConnection();
	const readAudit = usePermit('audit:read');
	// What the last verification found; the audit page asks for it.
	const { data: chain } = useQuery(useTRPC().audit.chain.queryOptions({ org: org.slug }, { enabled: false }));
	const current = projects.find((candidate) => candidate.slug === project) ?? (projects.length === 1 ? projects[0] : undefined);
	const waiting = useInboxCount(current?.slug ?? null);
	const home = `/${org.slug}`;
	const base = current ? `${home}/${current.slug}` : null;
	return (
		<Sidebar head={<ProjectSwitcher project={current ?? null} />} foot={<ConnectionState state={state} />}>
			<Item href={`${home}/inbox`} icon={Inbox} label="Inbox" count={waiting || null} />
			<Item href={home} exact icon={FolderKanban} label="Projects" />
			{base && (
				<>
					<SidebarGroup>
						<Item href={`${base}/runs`} icon={Activity} label="Runs" count={current?.runsLive ? `${current.runsLive} live` : null} />
						<Item href={`${base}/changes`} icon={GitPullRequestArrow} label="Change requests" count={current?.openChanges || null} />
						<Item href={`${base}/models`} icon={Box} label="Models" />
						<Item href={`${base}/datasets`} icon={Database} label="Datasets" />
					</SidebarGroup>
					<SidebarGroup label="Operate">
						<Item href={`${base}/deployments`} icon={Rocket} label="Deployments" />
					</SidebarGroup>
				</>
			)}
			<SidebarGroup label="Govern">
				{base && <Item href={`${base}/policies`} icon={ShieldCheck} label="Policies" />}
				{base && <Item href={`${base}/recalls`} icon={TriangleAlert} label="Recalls" />}
				{base && <Item href={`${base}/settings`} icon={SlidersHorizontal} label="Project settings" />}
				{readAudit.allowed && <Item href={`${home}/audit`} icon={ScrollText} label="Audit log" count={chain && !chain.intact ? 'broken' : null} alarming />}
			</SidebarGroup>
			<span className="flex-1" />
			<Item href={`${home}/settings/tokens`} section={`${home}/settings`} icon={Settings} label="Settings" />
		</Sidebar>
	);
}

interface ItemProps {
	href: string;
	/** The address all of whose pages belong to the item; `href` unless given. */
	section?: string;
	exact?: boolean;
	icon: LucideIcon;
	label: string;
	count?: string | number | null;
	alarming?: boolean;
}

function Item({ href, section = href, exact = false, icon: Icon, label, count, alarming }: ItemProps) {
	const path = usePathname();
	const current = path === section || (!exact && path.startsWith(`${section}/`));
	return (
		<SidebarLink
			link={<Link href={href} />}
			icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
			label={label}
			current={current}
			count={count}
			alarming={alarming}
		/>
	);
}
