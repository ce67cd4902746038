'use client';
import { toast } from '@interlock/ui/base';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { permitOf } from '../../api/permit-of.ts';
import { useRefetchOn } from '../../live/use-refetch-on.ts';
import { AppPage } from '../../shell/app-page.tsx';
import { ProjectSettingsView } from './settings-view.tsx';

export interface ProjectSettingsPageProps {
	place: { org: string; project: string };
	projectId: string;
}

export function ProjectSettingsPage({ place, projectId }: ProjectSettingsPageProps) {
	const trpc = useTRPC();
	const router = useRouter();
	const query = trpc.project.settings.queryOptions(place);
	const { data } = useSuspenseQuery(query);
	const update = useMutation(trpc.project.update.mutationOptions());
	const createEnvironment = useMutation(trpc.project.createEnvironment.mutationOptions());
	const updateEnvironment = useMutation(trpc.project.updateEnvironment.mutationOptions());
	const remove = useMutation(trpc.project.delete.mutationOptions());
	useRefetchOn(`project/${projectId}`, (type) => (/^(project|environment|policy|endpoint|change|\*)/.test(type) ? [query.queryKey] : []));
	return (
		<AppPage crumbs={[{ label: place.project, href: `/${place.org}/${place.project}/runs` }, { label: 'Project settings' }]}>
			<ProjectSettingsView
				place={place}
				settings={data}
				mayEdit={permitOf(data.edit)}
				mayRemove={permitOf(data.remove)}
				onSave={(edit) => attempt(update.mutateAsync({ ...place, ...edit }))}
				onCreateEnvironment={(environment) => attempt(createEnvironment.mutateAsync({ ...place, ...environment }))}
				onUpdateEnvironment={({ name, description }) => attempt(updateEnvironment.mutateAsync({ ...place, environment: name, description }))}
				onRemove={(reason) =>
					attempt(
						remove.mutateAsync({ ...place, reason }).then(() => {
							toast(`${data.name} was deleted. Its audit entries stay.`);
							router.push(`/${place.org}`);
							router.refresh();
						}),
					)
				}
			/>
		</AppPage>
	);
}
