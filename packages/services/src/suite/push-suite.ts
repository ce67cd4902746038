import { and, desc, eq } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { behaviourSuite } from '@interlock/db/tables';
import { nameOf, personOf } from '@interlock/domain/access';
import { parseInput } from '@interlock/domain/error';
import { type PushSuiteInput, pushSuiteInput } from '@interlock/domain/suite';
import { digestJson } from '@interlock/storage';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';

/** Keeps a behaviour suite as the next version of its name; the same document as the newest one makes no version. */
export async function pushSuite(ctx: ServiceContext, input: PushSuiteInput): Promise<{ id: string; version: number; digest: string }> {
	const wanted = parseInput(pushSuiteInput, input);
	const digest = digestJson(wanted.document);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'dataset:write');
		const newest = await newestSuite(tx, place.projectId, wanted.name);
		if (newest?.digest === digest) return { id: newest.id, version: newest.version, digest };
		const version = (newest?.version ?? 0) + 1;
		const [made] = await tx
			.insert(behaviourSuite)
			.values({
				orgId: place.orgId,
				projectId: place.projectId,
				name: wanted.name,
				version,
				digest,
				document: wanted.document,
				createdBy: nameOf(ctx.actor),
				createdByUserId: personOf(ctx.actor),
				createdAt: ctx.now(),
			})
			.returning({ id: behaviourSuite.id });
		if (!made) throw new Error('no suite');
		await recordAudit(tx, ctx, {
			action: 'suite.pushed',
			orgId: place.orgId,
			projectId: place.projectId,
			target: { kind: 'suite', id: made.id, name: wanted.name },
			subjectDigest: digest,
			before: newest && { version: newest.version, digest: newest.digest },
			after: { version, digest, cases: wanted.document.cases.length },
		});
		return { id: made.id, version, digest };
	});
}

async function newestSuite(tx: Tx, projectId: string, name: string): Promise<typeof behaviourSuite.$inferSelect | null> {
	const [row] = await tx
		.select()
		.from(behaviourSuite)
		.where(and(eq(behaviourSuite.projectId, projectId), eq(behaviourSuite.name, name)))
		.orderBy(desc(behaviourSuite.version))
		.limit(1);
	return row ?? null;
}
