import { DomainError } from '@interlock/domain/error';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Outcome } from './cell.ts';

/**
 * The graph's output that is the prediction: its first one (a classifier's label comes before its probabilities).
 * Throws DomainError `invalid` when it isn't one number or text per row.
 */
export function chooseOutput(metadata: readonly InferenceSession.ValueMetadata[]): string {
	const [first] = metadata;
	if (!first) throw new DomainError('invalid', 'model: the graph has no output', { field: 'model' });
	const width = first.isTensor ? (first.shape[1] ?? 1) : 0;
	const isOnePerRow = first.isTensor && first.shape.length <= 2 && (typeof width !== 'number' || width === 1);
	if (!isOnePerRow) {
		throw new DomainError('invalid', `model: the output ${first.name} must hold one number or text per row`, {
			field: first.name,
			limit: 'a tensor of shape [n, 1] or [n]',
		});
	}
	return first.name;
}

/** Outcomes of a run over `rows` rows. A number that isn't finite is the model's failure at that row, never an answer. */
export function readOutcomes(output: Tensor | undefined, rows: number): Outcome[] {
	if (!output || output.size !== rows) throw new Error(`the model gave ${output?.size ?? 0} outputs for ${rows} rows`);
	const outcomes = new Array<Outcome>(rows);
	const data = output.data as ArrayLike<number | bigint | string | boolean>;
	for (let row = 0; row < rows; row++) outcomes[row] = readOutcome(data[row]);
	return outcomes;
}

function readOutcome(value: number | bigint | string | boolean | undefined): Outcome {
	if (typeof value === 'string') return { output: value, error: null };
	const number = Number(value);
	return Number.isFinite(number) ? { output: number, error: null } : { output: null, error: `the model's output is ${number}, not a finite number` };
}
