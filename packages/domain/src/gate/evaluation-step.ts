import { z } from 'zod';

/** What an evaluation does, in this order; a step that nothing asks for is left out. */
export const EVALUATION_STEPS = [
	'open-versions',
	'read-holdout',
	'score-candidate',
	'score-champion',
	'compare',
	'run-suite',
	'compare-inputs',
	'measure-latency',
	'find-leakage',
	'check-data',
] as const;
export type EvaluationStepName = (typeof EVALUATION_STEPS)[number];

/** A step as it went; `endedMs` is null while it runs. */
export const evaluationStepSchema = z.strictObject({
	step: z.enum(EVALUATION_STEPS),
	startedMs: z.number(),
	endedMs: z.number().nullable(),
});
export type EvaluationStep = z.infer<typeof evaluationStepSchema>;

/** Does a piece of an evaluation under its name. */
export type InStep = <T>(step: EvaluationStepName, work: () => Promise<T>) => Promise<T>;
