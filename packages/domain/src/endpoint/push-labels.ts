import { z } from 'zod';
import { endpointPlaceInput } from './endpoint-place.ts';

export const MAX_LABELS_PER_PUSH = 20_000;

/** What really happened, by prediction id (`<request id>/<row>`), in the target's unit. */
export const pushLabelsInput = endpointPlaceInput.extend({
	labels: z
		.array(
			z.strictObject({
				id: z
					.string()
					.min(1, 'must not be empty')
					.max(300, 'must be at most 300 characters')
					.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be plain text'),
				value: z.number('must be a finite number'),
			}),
		)
		.min(1, 'must hold at least 1 label')
		.max(MAX_LABELS_PER_PUSH, `must hold at most ${MAX_LABELS_PER_PUSH} labels`),
});
export type PushLabelsInput = z.input<typeof pushLabelsInput>;
