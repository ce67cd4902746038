'use client';
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '@interlock/ui/base';
import { BrandMark } from '@interlock/ui/shell';
import { Check, ChevronsUpDown } from 'lucide-react';
import Link from 'next/link';
import { useShell } from './shell-context.tsx';
import type { ShellProject } from './shell-data.ts';

/** The head of the sidebar: where one is, and the way to the other projects and organizations. */
export function ProjectSwitcher({ project }: { project: ShellProject | null }) {
	const { org, orgs, projects } = useShell();
	return (
		<Menu
			className="w-60"
			trigger={
				<button
					type="button"
					aria-label={`Interlock, ${project?.name ?? org.name}. Switch project`}
					className="flex h-9 w-full min-w-0 cursor-pointer items-center gap-2 rounded-control px-1 font-semibold hover:bg-surface-3 md:max-xl:justify-center"
				>
					<BrandMark />
					<span className="truncate md:max-xl:sr-only">{project?.name ?? 'Interlock'}</span>
					<ChevronsUpDown size={14} aria-hidden className="ml-auto shrink-0 text-ink-3 md:max-xl:hidden" />
				</button>
			}
		>
			<MenuGroup label={org.name}>
				{projects.map((candidate) => (
					<MenuItem
						key={candidate.slug}
						icon={candidate.slug === project?.slug ? <Check size={14} aria-hidden /> : <span className="block w-3.5" />}
						render={<Link href={`/${org.slug}/${candidate.slug}/runs`} />}
					>
						{candidate.name}
					</MenuItem>
				))}
				{projects.length > 0 && <MenuSeparator />}
				<MenuItem icon={<span className="block w-3.5" />} render={<Link href={`/${org.slug}`} />}>
					All projects
				</MenuItem>
			</MenuGroup>
			{orgs.length > 1 && (
				<>
					<MenuSeparator />
					<MenuGroup label="Organizations">
						{orgs.map((candidate) => (
							<MenuItem
								key={candidate.slug}
								icon={candidate.slug === org.slug ? <Check size={14} aria-hidden /> : <span className="block w-3.5" />}
								render={<Link href={`/${candidate.slug}`} />}
							>
								{candidate.name}
							</MenuItem>
						))}
					</MenuGroup>
				</>
			)}
		</Menu>
	);
}
