import { z } from 'zod';
import { datasetPeriodSchema } from '../dataset/index.ts';
import { endpointPlaceInput } from './endpoint-place.ts';

const window = datasetPeriodSchema;

/** Evaluates a window now, or every window of the champion that has predictions. */
export const runMonitorInput = endpointPlaceInput.extend({ window: window.optional() });
export type RunMonitorInput = z.input<typeof runMonitorInput>;

/** `window`: the one shown in detail; the newest evaluated when absent. */
export const getMonitorInput = endpointPlaceInput.extend({ window: window.optional() });
export type GetMonitorInput = z.input<typeof getMonitorInput>;

/** A person asks for a retrain by a window's data, with a reason. */
export const requestRetrainInput = endpointPlaceInput.extend({
	window,
	reason: z.string().trim().min(3, 'must say why, in at least 3 characters').max(500, 'must be at most 500 characters'),
});
export type RequestRetrainInput = z.input<typeof requestRetrainInput>;
