'use client';
import { Card, EmptyState } from '@interlock/ui/base';
import { Cell, DataTable, formatDay, HeadCell, useRowKeys } from '@interlock/ui/data';
import type { Permit } from '@interlock/ui/review';
import { PageHead } from '@interlock/ui/shell';
import { FolderKanban } from 'lucide-react';
import Link from 'next/link';
import { CreateProjectDialog, type CreateProjectProps } from './create-project-dialog.tsx';
import type { ProjectRow } from './types.ts';

export interface ProjectListViewProps {
	org: { slug: string; name: string };
	projects: readonly ProjectRow[];
	mayCreate: Permit;
	onCreate: CreateProjectProps['onCreate'];
}

/** The organization's projects: the first page after signing in. */
export function ProjectListView({ org, projects, mayCreate, onCreate }: ProjectListViewProps) {
	const { bodyProps } = useRowKeys();
	const create = <CreateProjectDialog org={org.slug} permit={mayCreate} onCreate={onCreate} />;
	return (
		<>
			<PageHead title="Projects" meta={<span className="text-ink-3">{projects.length}</span>} actions={create} />
			<div className="px-4 pt-2 pb-6 sm:px-6">
				{projects.length === 0 ? (
					<EmptyState icon={<FolderKanban size={24} aria-hidden />} title="No project yet">
						A project holds the runs, models, change requests and deployments of one problem. Its name becomes part of its address.
					</EmptyState>
				) : (
					<Card>
						<DataTable label="Projects">
							<thead>
								<tr>
									<HeadCell className="pl-3">Project</HeadCell>
									<HeadCell numeric>Runs</HeadCell>
									<HeadCell numeric>Running</HeadCell>
									<HeadCell numeric>Open changes</HeadCell>
									<HeadCell numeric>Endpoints</HeadCell>
									<HeadCell className="pr-3">Created</HeadCell>
								</tr>
							</thead>
							<tbody {...bodyProps}>
								{projects.map((project, i) => (
									<tr key={project.id} data-row tabIndex={i === 0 ? 0 : -1} className="-outline-offset-2 hover:bg-surface-2">
										<Cell className="pl-3">
											<Link href={`/${org.slug}/${project.slug}/runs`} className="font-strong hover:underline">
												{project.name}
											</Link>
											<span className="ml-2 mono text-ink-3">{project.slug}</span>
											{project.description && <span className="block max-w-xl truncate text-meta text-ink-2">{project.description}</span>}
										</Cell>
										<Cell numeric>{project.runs.toLocaleString('en-GB')}</Cell>
										<Cell numeric quiet={project.runsLive === 0}>
											{project.runsLive}
										</Cell>
										<Cell numeric quiet={project.openChanges === 0}>
											{project.openChanges}
										</Cell>
										<Cell numeric quiet={project.endpoints === 0}>
											{project.endpoints}
										</Cell>
										<Cell className="pr-3 text-meta text-ink-2">{formatDay(project.createdAtMs)}</Cell>
									</tr>
								))}
							</tbody>
						</DataTable>
					</Card>
				)}
			</div>
		</>
	);
}
