import { z } from 'zod';
import { endpointPlaceInput } from './endpoint-place.ts';

const MINUTE_MS = 60_000;

/** How far back the deployment page's charts reach, and how wide one point is: at most 240 points per version. */
export const CHART_RANGES = {
	'1h': { rangeMs: 60 * MINUTE_MS, bucketMs: MINUTE_MS },
	'12h': { rangeMs: 720 * MINUTE_MS, bucketMs: 5 * MINUTE_MS },
	'7d': { rangeMs: 10_080 * MINUTE_MS, bucketMs: 60 * MINUTE_MS },
} as const;
export type ChartRange = keyof typeof CHART_RANGES;

export const getEndpointInput = endpointPlaceInput.extend({ range: z.enum(['1h', '12h', '7d'], 'must be 1h, 12h or 7d').default('1h') });
export type GetEndpointInput = z.input<typeof getEndpointInput>;
