import { eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { organization, project } from '@interlock/db/tables';
import type { NotificationKind } from '@interlock/domain/notification';
import type { ServiceContext } from '../access/index.ts';
import { notify } from '../notification/index.ts';
import { onceByStep } from '../process/index.ts';
import type { ChangeRow, LoadedChange } from './load-change.ts';
import { readStanding, whomItWaitsFor } from './read-standing.ts';

/** The path of a change's page. */
export async function linkOfChange(tx: Tx, row: Pick<ChangeRow, 'projectId' | 'number'>): Promise<string> {
	const [at] = await tx
		.select({ org: organization.slug, project: project.slug })
		.from(project)
		.innerJoin(organization, eq(organization.id, project.orgId))
		.where(eq(project.id, row.projectId));
	return `/${at?.org}/${at?.project}/changes/${row.number}`;
}

/** Asks whoever a revision waits for, once: it is evaluated, and their approval would bring it nearer to a rollout. */
export async function askForReviews(tx: Tx, ctx: ServiceContext, { row, revision, endpoint, environment }: LoadedChange): Promise<void> {
	if (revision.evaluation !== 'finished') return;
	await onceByStep(tx, `change/${row.id}/revision/${row.revision}/asked`, async () => {
		const standing = await readStanding(tx, ctx, row);
		await notify(tx, ctx, {
			orgId: row.orgId,
			projectId: row.projectId,
			kind: 'review-requested',
			to: whomItWaitsFor(standing, ctx.now().getTime()),
			subject: { kind: 'change', id: row.id },
			sentence: `#${row.number} ${row.title}: revision ${row.revision} for ${endpoint.name} in ${environment} waits for your verdict.`,
			because: 'You may approve it: you have the role it asks for and contributed nothing to it.',
			link: await linkOfChange(tx, row),
			dueAt: new Date(standing.dueAtMs),
		});
	});
}

/** Tells some people of a change. */
export async function tellPeople(
	tx: Tx,
	ctx: ServiceContext,
	row: ChangeRow,
	told: { kind: NotificationKind; to: (string | null)[]; sentence: string; because: string; dueAt?: Date | null },
): Promise<void> {
	const to = told.to.filter((userId) => userId !== null);
	if (to.length === 0) return;
	const { orgId, projectId } = row;
	await notify(tx, ctx, { ...told, orgId, projectId, to, subject: { kind: 'change', id: row.id }, link: await linkOfChange(tx, row) });
}
