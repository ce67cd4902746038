import { readFile } from 'node:fs/promises';
import { DomainError } from '@interlock/domain/error';
import type { ModelSignature } from '@interlock/domain/signature';
import { InferenceSession } from 'onnxruntime-node';
import { type Columns, describeCell, type Outcome } from './cell.ts';
import { bindInputs, fillInputs, type GraphInput, type Slice, tensorLimit } from './graph-input.ts';
import { chooseOutput, readOutcomes } from './graph-output.ts';
import { createMicroBatchQueue } from './micro-batch-queue.ts';
import { readMlModel } from './ml-model.ts';
import { type ColumnPredictions, predictTable } from './predict-table.ts';
import { type RequestColumns, requestColumnsOf } from './request-columns.ts';

export interface OpenModelInput {
	/** The model's files by their path in its folder: the bytes, or a path on disk to read them from. */
	files: Record<string, Uint8Array | string>;
	/** Threads within one operator; default 1. */
	intraOpThreads?: number;
	/** Most rows of one run; default 1024. */
	maxBatchRows?: number;
}

export interface Model {
	signature: ModelSignature;
	/** What a request must bring, for parseInvocation. */
	wanted: RequestColumns;
	/**
	 * Scores checked columns (from parseInvocation) in a micro-batch with whatever else waits. A failure of the graph is an outcome of its row.
	 * Rejects with DomainError `invalid` naming the column when a value doesn't fit the graph's own number type.
	 */
	predict(columns: Columns): Promise<Outcome[]>;
	/**
	 * Scores a whole table, such as a held-out month. Columns the signature doesn't name are ignored; an absent optional column is missing
	 * throughout; a row with a value that the signature refuses gets an error and the others their output.
	 * Throws DomainError `invalid` for a missing required column or uneven lengths.
	 */
	predictColumns(columns: Columns): Promise<ColumnPredictions>;
	/** Rows asked for and not yet answered. */
	pendingRows(): number;
	/** Waits for what is pending and frees the session; the model can't be asked afterwards. */
	close(): Promise<void>;
}

/**
 * Opens a model in the serving runtime: reads MLmodel, finds the onnx flavor and the signature, and opens one ONNX session on the CPU.
 * Throws DomainError `invalid` with the reason when the files aren't a model that this runtime can serve.
 */
export async function openModel(input: OpenModelInput): Promise<Model> {
	const { graphPath, signature } = readMlModel((await readModelFile(input.files, 'MLmodel')).toString('utf8'));
	const wanted = requestColumnsOf(signature);
	const session = await openSession(graphPath, await readModelFile(input.files, graphPath), input.intraOpThreads ?? 1);
	const inputs = bindInputs(session.inputMetadata, wanted);
	const outputName = chooseOutput(session.outputMetadata);
	const run = async (slices: readonly Slice[]): Promise<Outcome[]> => {
		const rows = slices.reduce((sum, slice) => sum + slice.to - slice.from, 0);
		const results = await session.run(fillInputs(inputs, slices), [outputName], { logSeverityLevel: 4 });
		return readOutcomes(results[outputName], rows);
	};
	const queue = createMicroBatchQueue(run, input.maxBatchRows ?? 1024);
	return {
		signature,
		wanted,
		predict: async (columns) => {
			const rows = Object.values(columns)[0]?.length ?? 0;
			refuseBeyondTensors(inputs, columns, rows);
			return queue.add(columns, rows);
		},
		predictColumns: (columns) => predictTable(columns, wanted, inputs, queue.add),
		pendingRows: queue.pendingRows,
		close: async () => {
			await queue.idle();
			await session.release();
		},
	};
}

async function openSession(path: string, bytes: Uint8Array, intraOpNumThreads: number): Promise<InferenceSession> {
	try {
		return await InferenceSession.create(bytes, {
			executionProviders: ['cpu'],
			intraOpNumThreads,
			interOpNumThreads: 1,
			executionMode: 'sequential',
			logSeverityLevel: 4,
		});
	} catch (error) {
		const reason = error instanceof Error ? error.message.slice(0, 300) : String(error);
		throw new DomainError('invalid', `${path}: the ONNX graph can't be opened: ${reason}`, { field: path });
	}
}

async function readModelFile(files: OpenModelInput['files'], path: string): Promise<Buffer> {
	const content = Object.hasOwn(files, path) ? files[path] : undefined;
	if (content === undefined) throw new DomainError('invalid', `model: the file ${path} is missing`, { field: path });
	return typeof content === 'string' ? readFile(content) : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

function refuseBeyondTensors(inputs: readonly GraphInput[], columns: Columns, rows: number): void {
	for (const input of inputs) {
		if (input.type === 'string' || input.type === 'float64') continue;
		for (const column of input.columns) {
			const cells = columns[column.name] ?? [];
			for (let row = 0; row < rows; row++) {
				const cell = cells[row] ?? null;
				const limit = tensorLimit(input.type, cell);
				if (limit)
					throw new DomainError('invalid', `${column.name}: row ${row} is ${limit}, got ${describeCell(cell)}`, {
						field: column.name,
						value: describeCell(cell),
						limit,
					});
			}
		}
	}
}
