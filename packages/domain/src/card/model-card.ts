import { z } from 'zod';

/** What every model card says before its version may be reviewed, in the order people read it. */
export const CARD_FIELDS = ['intendedUse', 'data', 'limits', 'licence', 'owner'] as const;
export type CardField = (typeof CARD_FIELDS)[number];

/** A field's name on pages and in sentences. */
export const CARD_TITLE: Record<CardField, string> = {
	intendedUse: 'intended use',
	data: 'data',
	limits: 'limits',
	licence: 'licence',
	owner: 'owner',
};

const text = z.string().trim().max(10_000, 'must be at most 10000 characters').default('');
/** Markdown per field; empty: not written yet. `licence`: an SPDX identifier such as `Apache-2.0`. */
export const modelCardSchema = z.strictObject({
	intendedUse: text,
	data: text,
	limits: text,
	licence: z.string().trim().max(100, 'must be at most 100 characters').default(''),
	owner: z.string().trim().max(200, 'must be at most 200 characters').default(''),
});
export type ModelCard = z.output<typeof modelCardSchema>;

const at = {
	org: z.string(),
	project: z.string(),
	model: z.string(),
	version: z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1'),
};

export const getModelCardInput = z.strictObject(at);
export type GetModelCardInput = z.input<typeof getModelCardInput>;

export const saveModelCardInput = z.strictObject({ ...at, card: modelCardSchema });
export type SaveModelCardInput = z.input<typeof saveModelCardInput>;

/** Fields that a card leaves empty. */
export function missingFields(card: ModelCard): CardField[] {
	return CARD_FIELDS.filter((field) => card[field] === '');
}
