import { modelCard } from '@interlock/db/tables';
import { nameOf, personOf } from '@interlock/domain/access';
import { type SaveModelCardInput, saveModelCardInput } from '@interlock/domain/card';
import { parseInput } from '@interlock/domain/error';
import { digestJson } from '@interlock/storage';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { judgeCardAnew } from './judge-card-anew.ts';
import { loadCardVersion, newestCard } from './load-card-version.ts';

/** Saves the model card of a version as its next edition; changes in review that propose the version are judged by it at once. The same card makes no edition. */
export async function saveModelCard(ctx: ServiceContext, input: SaveModelCardInput): Promise<{ edition: number; digest: string }> {
	const wanted = parseInput(saveModelCardInput, input);
	const digest = digestJson(wanted.card);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'model:write');
		const version = await loadCardVersion(tx, place, wanted);
		const before = await newestCard(tx, version.id);
		if (before?.digest === digest) return { edition: before.edition, digest };
		const edition = (before?.edition ?? 0) + 1;
		const savedBy = nameOf(ctx.actor);
		await tx.insert(modelCard).values({
			orgId: place.orgId,
			projectId: place.projectId,
			modelVersionId: version.id,
			edition,
			card: wanted.card,
			digest,
			savedBy,
			savedByUserId: personOf(ctx.actor),
			createdAt: ctx.now(),
		});
		await recordAudit(tx, ctx, {
			action: 'card.saved',
			orgId: place.orgId,
			projectId: place.projectId,
			target: { kind: 'model-version', id: version.id, name: version.name },
			subjectDigest: digest,
			before: before?.card,
			after: wanted.card,
		});
		await judgeCardAnew(tx, ctx, version.id, { card: wanted.card, digest, savedBy });
		return { edition, digest };
	});
}
