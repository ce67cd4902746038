import { DomainError } from '@interlock/domain/error';
import type { Cell, Columns, Outcome, Output } from './cell.ts';
import { fitsColumn, misfit } from './check-cell.ts';
import { type GraphInput, tensorLimit } from './graph-input.ts';
import type { RequestColumns, RequestColumn } from './request-columns.ts';

type Score = (columns: Columns, rows: number) => Promise<Outcome[]>;

export interface ColumnPredictions {
	/** Per row the output, or null where `errors` says why there is none. */
	outputs: (Output | null)[];
	errors: { row: number; error: string }[];
}

/** Scores a table row by row's own merit: see `Model.predictColumns`. `score` takes rows that were checked. */
export async function predictTable(columns: Columns, wanted: RequestColumns, inputs: readonly GraphInput[], score: Score): Promise<ColumnPredictions> {
	const rows = Object.values(columns)[0]?.length ?? 0;
	const problems = findProblems(columns, wanted, inputs, rows);
	const good = problems.size === 0 ? null : Array.from({ length: rows }, (_, row) => row).filter((row) => !problems.has(row));
	const outcomes = await scoreRows(columns, wanted, good, rows, score);
	const outputs = new Array<Output | null>(rows).fill(null);
	outcomes.forEach((outcome, i) => {
		const row = good === null ? i : (good[i] as number);
		outputs[row] = outcome.output;
		if (outcome.error !== null) problems.set(row, outcome.error);
	});
	const errors = [...problems].map(([row, error]) => ({ row, error })).sort((a, b) => a.row - b.row);
	return { outputs, errors };
}

function findProblems(columns: Columns, wanted: RequestColumns, inputs: readonly GraphInput[], rows: number): Map<number, string> {
	const problems = new Map<number, string>();
	const typeOf = new Map(inputs.flatMap((input) => input.columns.map((column) => [column.name, input.type] as const)));
	for (const column of wanted.columns) {
		const cells = cellsOf(columns, column, rows);
		const type = typeOf.get(column.name) ?? 'string';
		for (let row = 0; row < rows; row++) {
			const cell = cells?.[row] ?? null;
			const limit = tensorLimit(type, cell);
			if (!fitsColumn(column, cell)) problems.set(row, misfit(column, cell, row).message);
			else if (limit !== null) problems.set(row, `${column.name}: row ${row} is ${limit}`);
		}
	}
	return problems;
}

function cellsOf(columns: Columns, column: RequestColumn, rows: number): readonly Cell[] | undefined {
	const cells = columns[column.name];
	if (cells === undefined && column.required) throw new DomainError('invalid', `${column.name}: the required column is missing`, { field: column.name });
	if (cells !== undefined && cells.length !== rows) {
		throw new DomainError('invalid', `${column.name}: ${cells.length} values for ${rows} rows`, {
			field: column.name,
			limit: `${rows} values`,
		});
	}
	return cells;
}

async function scoreRows(columns: Columns, wanted: RequestColumns, good: number[] | null, rows: number, score: Score): Promise<Outcome[]> {
	const chosen: Record<string, readonly Cell[]> = {};
	for (const { name } of wanted.columns) {
		const cells = columns[name] ?? [];
		chosen[name] = good === null ? cells : good.map((row) => cells[row] ?? null);
	}
	const count = good === null ? rows : good.length;
	return count === 0 ? [] : score(chosen, count);
}
