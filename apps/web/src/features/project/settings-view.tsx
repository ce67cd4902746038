'use client';
import type { Permit } from '@interlock/ui/review';
import { PageHead } from '@interlock/ui/shell';
import { IssuersCard } from '../check/issuers-card.tsx';
import { DangerCard, type DangerCardProps } from './danger-card.tsx';
import { EnvironmentsCard, type EnvironmentsCardProps } from './environments-card.tsx';
import { GeneralCard, type GeneralCardProps } from './general-card.tsx';
import { OwnersCard } from './owners-card.tsx';
import type { ProjectDetail } from './types.ts';

export interface ProjectSettingsViewProps {
	place: { org: string; project: string };
	settings: ProjectDetail;
	mayEdit: Permit;
	mayRemove: Permit;
	onSave: GeneralCardProps['onSave'];
	onCreateEnvironment: EnvironmentsCardProps['onCreate'];
	onUpdateEnvironment: EnvironmentsCardProps['onUpdate'];
	onRemove: DangerCardProps['onRemove'];
}

/** A project's settings: what it is called, its environments, who owns what, whose checks count, and its end. */
export function ProjectSettingsView({
	place,
	settings,
	mayEdit,
	mayRemove,
	onSave,
	onCreateEnvironment,
	onUpdateEnvironment,
	onRemove,
}: ProjectSettingsViewProps) {
	const base = `/${place.org}/${place.project}`;
	return (
		<>
			<PageHead title="Project settings" />
			<div className="grid items-start gap-4 px-4 pt-2 pb-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_352px]">
				<div className="grid min-w-0 gap-4">
					<GeneralCard key={`${settings.name} ${settings.description}`} project={settings} base={base} mayEdit={mayEdit} onSave={onSave} />
					<EnvironmentsCard base={base} environments={settings.environments} mayEdit={mayEdit} onCreate={onCreateEnvironment} onUpdate={onUpdateEnvironment} />
				</div>
				<div className="grid min-w-0 gap-4">
					<OwnersCard base={base} environments={settings.environments} />
					<IssuersCard place={place} />
					<DangerCard name={settings.name} mayRemove={mayRemove} onRemove={onRemove} />
				</div>
			</div>
		</>
	);
}
