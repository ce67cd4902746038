import type { modelVersion } from '@interlock/db/tables';
import { DomainError } from '@interlock/domain/error';
import { formatCount } from '@interlock/domain/statistics';
import { type Columns, type Model, openModel, requestColumnsOf } from '@interlock/scoring';
import { sha256Hex } from '@interlock/storage';
import type { ServiceContext } from '../access/index.ts';

type VersionRow = Pick<typeof modelVersion.$inferSelect, 'orgId' | 'version' | 'files'>;

export interface Scored {
	/** Per row the prediction; NaN where there is none. */
	outputs: Float64Array;
	/** Rows without a prediction, in order, with why. */
	failures: { row: number; error: string }[];
}

/** Opens a version's stored bytes in the serving runtime, each file checked against its digest. Throws DomainError when it can't be served. */
export async function openVersion(ctx: ServiceContext, version: VersionRow): Promise<Model> {
	return openModel({ files: await readFiles(ctx, version) });
}

/** Names of the columns a model takes. */
export function inputsOf(model: Model): string[] {
	return requestColumnsOf(model.signature).columns.map((column) => column.name);
}

/** Scores a table; a row without a number for an answer is among the failures. */
export async function scoreTable(model: Model, columns: Columns): Promise<Scored> {
	const { outputs, errors } = await model.predictColumns(columns);
	const failures = new Map(errors.map(({ row, error }) => [row, error]));
	outputs.forEach((output, row) => {
		if (typeof output === 'string') failures.set(row, `the answer ${JSON.stringify(output.slice(0, 40))} is not a number`);
	});
	return {
		outputs: Float64Array.from(outputs, (output) => (typeof output === 'number' ? output : Number.NaN)),
		failures: [...failures].map(([row, error]) => ({ row, error })).sort((a, b) => a.row - b.row),
	};
}

/** Throws `invalid` naming the first row when a version gave no answer for a row of the held-out data. */
export function requireAnswers(who: string, { outputs, failures }: Scored): void {
	const [first] = failures;
	if (!first) return;
	throw new DomainError(
		'invalid',
		`${who}: no answer for ${formatCount(failures.length)} of ${formatCount(outputs.length)} held-out rows; row ${first.row}: ${first.error}`,
		{
			field: 'candidate',
			value: first.row,
			limit: 'an answer for every row',
		},
	);
}

async function readFiles(ctx: ServiceContext, version: VersionRow): Promise<Record<string, Uint8Array>> {
	const files: Record<string, Uint8Array> = {};
	for (const { path, sha256 } of version.files) {
		const bytes = await ctx.storage.read(version.orgId, sha256);
		if (sha256Hex(bytes) !== sha256) {
			throw new DomainError('conflict', `${path}: version ${version.version} has other bytes in storage than were registered`, {
				field: path,
				limit: sha256,
				reason: 'digest-mismatch',
			});
		}
		files[path] = bytes;
	}
	return files;
}
