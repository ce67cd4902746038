// Rules
// 1. A behaviour suite says what a model must do whatever its metrics are: a data file of named cases, versioned by digest.
// 2. Invariance: a change to a column that must not matter moves no prediction by more than a tolerance.
// 3. Directional: a change to a column moves predictions one way only, but for a tolerance.
// 4. Minimum functionality: rows whose prediction has to lie in a range.
// 5. A case is tried on rows of its own or on rows of the held-out data, spread evenly. It passes when no row breaks it.
// 6. Both versions are tried on the same rows; a case that the champion passes and the candidate fails is newly failing.

import { z } from 'zod';

const cell = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);
const row = z.record(z.string().min(1).max(200), cell);
const name = z.string().trim().min(3, 'must have at least 3 characters').max(160, 'must be at most 160 characters');
const MAX_ROWS = 1_000;
const rows = z.union(
	[
		z.array(row).min(1, 'must have at least 1 row').max(MAX_ROWS, `must be at most ${MAX_ROWS} rows`),
		z.strictObject({ holdout: z.int('must be a whole number').min(1, 'must be at least 1').max(MAX_ROWS, `must be at most ${MAX_ROWS}`) }),
	],
	'must be rows, or {"holdout": how many}',
);
/** What is done to a column: something is added, it is multiplied, or it is set to a value. */
const columnChange = z.union(
	[
		z.strictObject({ column: z.string().min(1), add: z.number() }),
		z.strictObject({ column: z.string().min(1), multiply: z.number() }),
		z.strictObject({ column: z.string().min(1), set: cell }),
	],
	'must be a column with add, multiply or set',
);
const tolerance = z.number().min(0, 'must be at least 0');

export const suiteCaseSchema = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('invariance'), name, rows, change: columnChange, tolerance }),
	z.strictObject({
		kind: z.literal('directional'),
		name,
		rows,
		change: columnChange,
		expect: z.enum(['not-lower', 'not-higher'], 'must be not-lower or not-higher'),
		tolerance: tolerance.default(0),
	}),
	z
		.strictObject({
			kind: z.literal('minimum'),
			name,
			rows: z.array(row).min(1).max(MAX_ROWS),
			min: z.number().nullable().default(null),
			max: z.number().nullable().default(null),
		})
		.refine(({ min, max }) => min !== null || max !== null, { path: ['min'], message: 'name min, max or both' }),
]);
export type SuiteCase = z.output<typeof suiteCaseSchema>;

export const suiteDocumentSchema = z.strictObject({
	v: z.literal(1, 'must be 1'),
	cases: z
		.array(suiteCaseSchema)
		.min(1, 'must have at least 1 case')
		.max(500, 'must be at most 500 cases')
		.refine((cases) => new Set(cases.map((one) => one.name)).size === cases.length, 'must name each case once'),
});
export type SuiteDocument = z.output<typeof suiteDocumentSchema>;

export const suiteNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and "-"');
