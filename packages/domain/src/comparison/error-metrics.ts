import { valueAt } from '../statistics/index.ts';

/** Errors in the target's unit. `bias`: mean of predicted - actual, above zero = predicts too much. */
export interface ErrorMetrics {
	mae: number;
	rmse: number;
	bias: number;
}

/** Mean absolute error, root mean square error and bias of predictions, over `rows` or all. NaN for no rows. */
export function errorMetrics(actual: ArrayLike<number>, predicted: ArrayLike<number>, rows?: readonly number[]): ErrorMetrics {
	let [absolute, square, signed] = [0, 0, 0];
	const add = (row: number) => {
		const error = valueAt(predicted, row) - valueAt(actual, row);
		absolute += Math.abs(error);
		square += error * error;
		signed += error;
	};
	if (rows === undefined) for (let row = 0; row < actual.length; row += 1) add(row);
	else for (const row of rows) add(row);
	const count = rows?.length ?? actual.length;
	return { mae: absolute / count, rmse: Math.sqrt(square / count), bias: signed / count };
}
