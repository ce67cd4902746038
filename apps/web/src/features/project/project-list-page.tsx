'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { AppPage } from '../../shell/app-page.tsx';
import { usePermit, useShell } from '../../shell/shell-context.tsx';
import { ProjectListView } from './project-list-view.tsx';

export function ProjectListPage() {
	const { org, projects } = useShell();
	const trpc = useTRPC();
	const router = useRouter();
	const create = useMutation(trpc.project.create.mutationOptions());
	const mayCreate = usePermit('project:create');
	return (
		<AppPage crumbs={[{ label: 'Projects' }]}>
			<ProjectListView
				org={org}
				projects={projects}
				mayCreate={mayCreate}
				onCreate={(name) =>
					attempt(
						create.mutateAsync({ org: org.slug, name }).then((made) => {
							router.push(`/${made.org}/${made.slug}/runs`);
							router.refresh();
						}),
					)
				}
			/>
		</AppPage>
	);
}
