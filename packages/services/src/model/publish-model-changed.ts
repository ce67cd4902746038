import type { Tx } from '@interlock/db';
import type { LoadedProject } from '../access/index.ts';
import { publishEvent } from '../event/index.ts';

/** Tells the project's pages that a registered model changed. */
export async function publishModelChanged(tx: Tx, project: Pick<LoadedProject, 'id' | 'orgId'>, model: string): Promise<void> {
	await publishEvent(tx, { orgId: project.orgId, projectId: project.id, channel: `project/${project.id}`, type: 'model.changed', data: { model } });
}
