import { and, desc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { dataset, datasetVersion } from '@interlock/db/tables';
import type { startRunInput } from '@interlock/domain/training';
import { DomainError } from '@interlock/domain/error';
import type { z } from 'zod';

type Choice = z.output<typeof startRunInput>['datasets'][number];

export interface ChosenDataset {
	datasetVersionId: string;
	name: string;
	version: number;
	role: 'train' | 'holdout';
}

/** The dataset versions a run was asked for: by version, by period, or the newest. Throws `not-found` naming the one that isn't there. */
export async function chooseDatasets(tx: Tx, projectId: string, choices: readonly Choice[]): Promise<ChosenDataset[]> {
	const chosen: ChosenDataset[] = [];
	for (const [i, choice] of choices.entries()) {
		const wanted = [eq(dataset.projectId, projectId), eq(dataset.name, choice.name)];
		if (choice.version !== undefined) wanted.push(eq(datasetVersion.version, choice.version));
		if (choice.period !== undefined) wanted.push(eq(datasetVersion.period, choice.period));
		const [row] = await tx
			.select({ id: datasetVersion.id, version: datasetVersion.version })
			.from(datasetVersion)
			.innerJoin(dataset, eq(dataset.id, datasetVersion.datasetId))
			.where(and(...wanted))
			.orderBy(desc(datasetVersion.version))
			.limit(1);
		if (!row) {
			const which = choice.version !== undefined ? ` version ${choice.version}` : choice.period !== undefined ? ` of ${choice.period}` : '';
			throw new DomainError('not-found', `datasets[${i}]: "${choice.name}"${which} is not in this project`, { field: `datasets[${i}]`, value: choice.name });
		}
		chosen.push({ datasetVersionId: row.id, name: choice.name, version: row.version, role: choice.role });
	}
	return chosen;
}
