import { z } from 'zod';

/** What a person chose for themself. Absent fields are the defaults, so that stored ones still parse. */
export const personSettingsSchema = z.object({
	/** Others see that one is on a page, and on which tab. */
	presence: z.boolean('must be true or false').default(true),
	/** Keys made of one letter or sign, such as j, k and the g chords (WCAG 2.1.4). */
	singleKeys: z.boolean('must be true or false').default(true),
	mail: z
		.object({
			reviews: z.boolean('must be true or false').default(true),
			mentions: z.boolean('must be true or false').default(true),
			notices: z.boolean('must be true or false').default(false),
		})
		.default({ reviews: true, mentions: true, notices: false }),
});
export type PersonSettings = z.output<typeof personSettingsSchema>;

export const DEFAULT_SETTINGS: PersonSettings = personSettingsSchema.parse({});

/** What changes; the rest stays. */
export const updateSettingsInput = z.strictObject({
	presence: z.boolean('must be true or false').optional(),
	singleKeys: z.boolean('must be true or false').optional(),
	mail: z
		.strictObject({
			reviews: z.boolean('must be true or false').optional(),
			mentions: z.boolean('must be true or false').optional(),
			notices: z.boolean('must be true or false').optional(),
		})
		.optional(),
});
export type UpdateSettingsInput = z.input<typeof updateSettingsInput>;
