import { DomainError } from '@interlock/domain/error';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { Cell, Columns } from './cell.ts';
import type { RequestColumns, RequestColumn } from './request-columns.ts';

/** Rows `from` (inclusive) to `to` (exclusive) of some columns. */
export interface Slice {
	columns: Columns;
	from: number;
	to: number;
}

/** Element types of graph inputs that the runtime fills. */
export type TensorType = 'float32' | 'float64' | 'int32' | 'int64' | 'bool' | 'string';

/** A graph input and the signature columns that fill it, one per value of a row. */
export interface GraphInput {
	name: string;
	type: TensorType;
	columns: RequestColumn[];
}

const TENSOR_TYPES = new Set<string>(['float32', 'float64', 'int32', 'int64', 'bool', 'string']);

/**
 * Matches a graph's inputs with a signature: one named input [n, 1] (or [n]) per column, or one input [n, k] that takes all k columns in order.
 * Throws DomainError `invalid` naming the input or column that doesn't match.
 */
export function bindInputs(metadata: readonly InferenceSession.ValueMetadata[], wanted: RequestColumns): GraphInput[] {
	const byName = new Map(wanted.columns.map((column) => [column.name, column]));
	const [only] = metadata;
	const isMatrix = metadata.length === 1 && only?.isTensor === true && only.shape.length === 2 && !(only.shape[1] === 1 && byName.has(only.name));
	if (isMatrix) return [bindMatrix(only, wanted)];
	return metadata.map((input) => {
		const column = byName.get(input.name);
		if (!column) throw mismatch(input.name, 'is an input of the graph but no column of the signature');
		const type = tensorTypeOf(input);
		const width = input.isTensor ? (input.shape[1] ?? 1) : 1;
		if (!input.isTensor || input.shape.length > 2 || (typeof width === 'number' && width !== 1)) throw mismatch(input.name, 'must be a tensor of shape [n, 1]');
		requireKin(column, type);
		return { name: input.name, type, columns: [column] };
	});
}

/** Tensors of some slices, one row after the other, for one run of the graph. A missing number is NaN, a missing text "". */
export function fillInputs(inputs: readonly GraphInput[], slices: readonly Slice[]): Record<string, Tensor> {
	let rows = 0;
	for (const slice of slices) rows += slice.to - slice.from;
	const feeds: Record<string, Tensor> = {};
	for (const input of inputs) {
		const data = newData(input.type, rows * input.columns.length);
		const fill = FILL[input.type];
		let offset = 0;
		for (const slice of slices) {
			for (let i = 0; i < input.columns.length; i++) {
				const cells = slice.columns[(input.columns[i] as RequestColumn).name] ?? [];
				for (let row = slice.from, at = offset + i; row < slice.to; row++, at += input.columns.length) data[at] = fill(cells[row] ?? null);
			}
			offset += (slice.to - slice.from) * input.columns.length;
		}
		feeds[input.name] = new Tensor(input.type, data as never, [rows, input.columns.length]);
	}
	return feeds;
}

/** Why a cell that fits its column doesn't fit the graph's input, or null: the signature may say double where the graph takes float32. */
export function tensorLimit(type: TensorType, cell: Cell): string | null {
	if (cell === null) return type === 'int32' || type === 'int64' || type === 'bool' ? 'the model takes no missing value here' : null;
	if (type === 'float32' && typeof cell === 'number' && !Number.isFinite(Math.fround(cell))) return 'beyond the range of float32, which the model takes here';
	if (type === 'int32' && (Number(cell) > 2147483647 || Number(cell) < -2147483648)) return 'beyond the range of int32, which the model takes here';
	return null;
}

function bindMatrix(input: InferenceSession.TensorValueMetadata, wanted: RequestColumns): GraphInput {
	const type = tensorTypeOf(input);
	const width = input.shape[1];
	if (typeof width === 'number' && width !== wanted.columns.length) {
		throw mismatch(input.name, `takes ${width} values per row, but the signature has ${wanted.columns.length} columns`);
	}
	for (const column of wanted.columns) requireKin(column, type);
	return { name: input.name, type, columns: wanted.columns };
}

function tensorTypeOf(input: InferenceSession.ValueMetadata): TensorType {
	if (!input.isTensor || !TENSOR_TYPES.has(input.type))
		throw mismatch(input.name, `has the type ${input.isTensor ? input.type : 'non-tensor'}, which the serving runtime can't fill`);
	return input.type as TensorType;
}

function requireKin(column: RequestColumn, type: TensorType): void {
	const isText = column.type === 'string' || column.type === 'datetime';
	const isWhole = column.type !== 'float' && column.type !== 'double';
	const fits = type === 'string' ? isText : !isText && (isWhole || type === 'float32' || type === 'float64');
	if (!fits) throw mismatch(column.name, `is ${column.type} in the signature but ${type} in the graph`);
}

type TensorData = Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array | string[];

function newData(type: TensorType, length: number): { [at: number]: number | bigint | string } & TensorData {
	const data: TensorData = NEW_DATA[type](length);
	return data as { [at: number]: number | bigint | string } & TensorData;
}

const NEW_DATA: Record<TensorType, (length: number) => TensorData> = {
	float32: (length) => new Float32Array(length),
	float64: (length) => new Float64Array(length),
	int32: (length) => new Int32Array(length),
	int64: (length) => new BigInt64Array(length),
	bool: (length) => new Uint8Array(length),
	string: (length) => new Array<string>(length),
};
const toFloat = (cell: Cell): number => (cell === null ? Number.NaN : Number(cell));
const FILL: Record<TensorType, (cell: Cell) => number | bigint | string> = {
	float32: toFloat,
	float64: toFloat,
	int32: Number,
	int64: (cell) => BigInt(Number(cell)),
	bool: Number,
	string: (cell) => (cell === null ? '' : String(cell)),
};

function mismatch(name: string, problem: string): DomainError {
	return new DomainError('invalid', `model: ${name} ${problem}`, { field: name, limit: problem });
}
