import { can } from '@interlock/domain/access';
import { type CardField, type GetModelCardInput, getModelCardInput, missingFields, type ModelCard } from '@interlock/domain/card';
import { parseInput } from '@interlock/domain/error';
import { loadProject, type ServiceContext, transact } from '../access/index.ts';
import { loadCardVersion, newestCard } from './load-card-version.ts';

export interface ModelCardView {
	card: ModelCard;
	/** Fields that are still empty. */
	missing: CardField[];
	/** 0: nothing was saved yet. */
	edition: number;
	digest: string | null;
	savedBy: string | null;
	savedAtMs: number | null;
	edit: { enabled: boolean; sentence: string };
}

const EMPTY: ModelCard = { intendedUse: '', data: '', limits: '', licence: '', owner: '' };

/** The model card of a version, empty while nobody wrote one. */
export async function getModelCard(ctx: ServiceContext, input: GetModelCardInput): Promise<ModelCardView> {
	const wanted = parseInput(getModelCardInput, input);
	return transact(ctx, async (tx) => {
		const place = await loadProject(tx, ctx, wanted, 'model:read');
		const version = await loadCardVersion(tx, place, wanted);
		const row = await newestCard(tx, version.id);
		const card = row?.card ?? EMPTY;
		const access = can(ctx.actor, 'model:write', place);
		return {
			card,
			missing: missingFields(card),
			edition: row?.edition ?? 0,
			digest: row?.digest ?? null,
			savedBy: row?.savedBy ?? null,
			savedAtMs: row?.createdAt.getTime() ?? null,
			edit: access.allowed
				? { enabled: true, sentence: 'Saving makes a new edition; changes in review are judged by it at once.' }
				: { enabled: false, sentence: access.reason },
		};
	});
}
