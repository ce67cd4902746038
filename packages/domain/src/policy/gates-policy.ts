import { z } from 'zod';
import { suiteNameSchema } from '../suite/index.ts';

/** File formats a model version may be made of. ONNX is data only; formats that run code when opened aren't offered. */
export const MODEL_FORMATS = ['onnx'] as const;

/** How far a metric of a reproduction may be from the first one's, where the policy doesn't say. */
const DEFAULT_TOLERANCE = 0.001;

const share = z.number().min(0, 'must be at least 0').max(1, 'must be at most 1');

/** Which gates a revision has to pass, with their limits. */
export const gatesPolicySchema = z.strictObject({
	/** A person's change: the candidate's error may exceed the champion's by less than this share of it (0.02 = 2 %), by the interval's upper end. */
	nonInferiorityMargin: z.number().min(0, 'must be at least 0').max(0.5, 'must be at most 0.5'),
	/** A first version must have a smaller error than the endpoint's naive column. */
	beatsNaive: z.boolean(),
	/** The candidate takes and gives what the champion does. */
	signature: z.boolean(),
	/** Training and held-out data met their expectations. */
	expectations: z.boolean(),
	/** Formats the candidate may be made of. */
	formats: z.array(z.enum(MODEL_FORMATS)).min(1, 'must name at least one format'),
	/** No slice is shown worse than the champion by more than this share of its error there (0.1 = 10 %); null: not judged. */
	worstSlice: z.strictObject({ marginShare: share }).nullable().default(null),
	/** Slope of actual on predicted within 1 +- the tolerance and bias within a share of the error; expected calibration error of probabilities. */
	calibration: z.strictObject({ slopeTolerance: share, biasShare: share, maxEce: share }).nullable().default(null),
	/** At most a share of held-out rows equals a training row, no key is shared and, with `time`, all are later than training. */
	leakage: z.strictObject({ maxRowShare: share, time: z.boolean() }).nullable().default(null),
	/** The project's behaviour suite of this name: every case passes, or none that the champion passes fails. */
	behaviour: z
		.strictObject({ suite: suiteNameSchema, rule: z.enum(['all', 'newly-failing'], 'must be all or newly-failing') })
		.nullable()
		.default(null),
	/** The version's model card has every section, and its licence is one of these; empty: any licence. */
	modelCard: z
		.strictObject({ licences: z.array(z.string().trim().min(1).max(100)).max(50, 'must name at most 50 licences') })
		.nullable()
		.default(null),
	/** The version's run is trained again from its lock: the same bytes, or each named metric within a share of the first value (0.001 = 0.1 %). */
	reproduction: z
		.strictObject({
			metrics: z.array(z.string().trim().min(1).max(250)).max(20, 'must name at most 20 metrics').default([]),
			tolerance: share.default(DEFAULT_TOLERANCE),
		})
		.nullable()
		.default(null),
	/** 95th percentile of one row in the serving runtime: as a multiple of the champion's, in milliseconds, or both. */
	latency: z
		.strictObject({
			maxRatio: z.number().min(0.1, 'must be at least 0.1').max(100, 'must be at most 100').nullable(),
			maxP95Ms: z.number().min(0.001, 'must be at least 0.001').max(60_000, 'must be at most 60000').nullable(),
		})
		.nullable()
		.default(null),
});

/** The gates a new environment starts with. */
export const DEFAULT_GATES: z.output<typeof gatesPolicySchema> = {
	nonInferiorityMargin: 0.02,
	beatsNaive: true,
	signature: true,
	expectations: true,
	formats: ['onnx'],
	worstSlice: null,
	calibration: null,
	latency: null,
	behaviour: null,
	modelCard: null,
	reproduction: null,
	leakage: { maxRowShare: 0.01, time: true },
};
