import { z } from 'zod';

const name = z.string().min(1, 'must not be empty').max(500, 'must be at most 500 characters');

/** What a thread is about: one thing that a tab of the change shows. */
export const anchorSchema = z.discriminatedUnion(
	'kind',
	[
		z.strictObject({ kind: z.literal('metric'), metric: name }),
		z.strictObject({ kind: z.literal('slice'), column: name, value: name }),
		z.strictObject({ kind: z.literal('column'), column: name }),
		z.strictObject({ kind: z.literal('row'), key: name }),
		/** A line of the candidate's code by its number when it was said, and its text, by which it is found again. */
		z.strictObject({ kind: z.literal('line'), path: name, line: z.int().min(1, 'must be at least 1'), text: z.string().max(2_000) }),
		z.strictObject({ kind: z.literal('gate'), gate: name }),
		z.strictObject({ kind: z.literal('case'), suite: name, case: name }),
	],
	'must be a metric, slice, column, row, line, gate or case',
);
export type Anchor = z.output<typeof anchorSchema>;
