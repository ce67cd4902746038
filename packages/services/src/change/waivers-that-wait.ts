import { and, asc, eq, gt, inArray, isNull, ne } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { change, organization, person, project, waiver } from '@interlock/db/tables';
import { permissionsOf } from '@interlock/domain/access';
import { judgeWaiver, whyNotCountersign } from '@interlock/domain/change';
import type { PolicyDocument } from '@interlock/domain/policy';
import { allowed, type ServiceContext } from '../access/index.ts';
import { peopleOfOrg } from '../policy/index.ts';
import { readStandings } from './read-standing.ts';
import type { ReadFacts } from './read-facts.ts';
import { rolesOf } from './read-waivers.ts';

export interface WaitingWaiver {
	id: string;
	project: string;
	title: string;
	asked: string;
	because: string;
	link: string;
	sinceMs: number;
	dueAtMs: number;
}

export const WHY_COUNTERSIGN = 'You may countersign it: you have a role that may waive, did not ask for it and contributed nothing to the change.';

/** People who may countersign a waiver that somebody asked for: with a role that may waive, neither who asked nor a contributor. */
export async function countersignersOf(
	tx: Tx,
	orgId: string,
	policy: PolicyDocument,
	contributors: ReadFacts['subject']['contributors'],
	requestedByUserId: string,
): Promise<string[]> {
	const people = await peopleOfOrg(tx, orgId);
	return people
		.filter((one) => permissionsOf(one.roles).has('change:waive') && whyNotCountersign(policy, contributors, { requestedByUserId }, one) === null)
		.map(({ userId }) => userId);
}

/** Waivers in an organization that wait for a person's countersignature, at most 100, longest waiting first. */
export async function waiversThatWait(tx: Tx, ctx: ServiceContext, { orgId, userId }: { orgId: string; userId: string }): Promise<WaitingWaiver[]> {
	const rows = await tx
		.select({ waiver, row: change, project: project.slug, org: organization.slug, name: person.name })
		.from(waiver)
		.innerJoin(change, and(eq(change.id, waiver.changeId), eq(change.revision, waiver.revision)))
		.innerJoin(project, eq(project.id, change.projectId))
		.innerJoin(organization, eq(organization.id, project.orgId))
		.innerJoin(person, eq(person.id, userId))
		.where(
			and(
				eq(waiver.orgId, orgId),
				ne(waiver.requestedByUserId, userId),
				isNull(waiver.countersignedAt),
				isNull(waiver.revokedAt),
				gt(waiver.endsAt, ctx.now()),
				inArray(change.state, ['draft', 'in-review']),
				isNull(project.archivedAt),
			),
		)
		.orderBy(asc(waiver.createdAt))
		.limit(100);
	const seen = rows.filter(({ row }) => allowed(ctx, 'change:waive', row));
	if (seen.length === 0) return [];
	const changes = [...new Map(seen.map(({ row }) => [row.id, row])).values()];
	const standings = await readStandings(tx, ctx, changes);
	const roles = (await rolesOf(tx, orgId, [userId])).get(userId) ?? [];
	const nowMs = ctx.now().getTime();
	return seen.flatMap(({ waiver: asked, row, project: slug, org, name }) => {
		const standing = standings.find(({ loaded }) => loaded.row.id === row.id);
		const gate = standing?.read.gates.find((one) => one.gate === asked.gate);
		const judged = gate?.waivers?.find(({ id }) => id === asked.id);
		if (!standing || !gate || !judged || gate.status === 'passed') return [];
		const { policy, read } = standing;
		const { contributors } = read.subject;
		if (judgeWaiver(policy.document, contributors, judged, nowMs).state !== 'waiting') return [];
		if (whyNotCountersign(policy.document, contributors, asked, { userId, name, roles }) !== null) return [];
		return [
			{
				id: asked.id,
				project: slug,
				title: `#${row.number} ${row.title}: waive “${gate.title}”`,
				asked: `Countersign the waiver that ${asked.requestedBy} asks for: ${asked.reason}`,
				because: WHY_COUNTERSIGN,
				link: `/${org}/${slug}/changes/${row.number}`,
				sinceMs: asked.createdAt.getTime(),
				dueAtMs: asked.endsAt.getTime(),
			},
		];
	});
}
