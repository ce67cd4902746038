import type { datasetVersion, EndpointConfig } from '@interlock/db/tables';
import { datasetSchemaSchema, readText } from '@interlock/domain/dataset';
import type { LeakageReport } from '@interlock/domain/gate';
import type { ServiceContext } from '../access/index.ts';
import { readDatasetColumns } from '../dataset/index.ts';

type VersionRow = typeof datasetVersion.$inferSelect;

const EXAMPLES = 5;
const TEXT = 160;

/**
 * Finds held-out rows among training rows: by the values of all `inputs` (a hash of their texts), by the key column and by the time
 * column. Training versions are read one after the other; only the held-out side is kept. null when no training version is stored.
 */
export async function findLeakage(
	ctx: ServiceContext,
	holdout: VersionRow,
	trained: readonly VersionRow[],
	config: Pick<EndpointConfig, 'keyColumn' | 'eventTimeColumn'>,
	inputs: readonly string[],
): Promise<LeakageReport | null> {
	if (trained.length === 0) return null;
	const common = columnsOf(holdout).filter((name) => trained.every((version) => columnsOf(version).includes(name)));
	const features = inputs.filter((name) => common.includes(name));
	const [key, time] = [config.keyColumn, config.eventTimeColumn].map((name) => (common.includes(name) ? name : null));
	const wanted = [...new Set([...features, ...(key ? [key] : []), ...(time ? [time] : [])])];
	const held = await readSide(ctx, holdout, wanted);
	const seen = { rows: new Set<number>(), keys: new Set<string>() };
	const heldRows = held.hashes(features);
	const heldKeys = key ? held.texts(key) : [];
	const [known, knownKeys] = [new Set(heldRows), new Set(heldKeys)];
	let [trainRows, lastTrained] = [0, Number.NEGATIVE_INFINITY];
	for (const version of trained) {
		const side = await readSide(ctx, version, wanted);
		trainRows += side.rows;
		for (const hash of side.hashes(features)) if (known.has(hash)) seen.rows.add(hash);
		if (key) for (const text of side.texts(key)) if (text !== null && knownKeys.has(text)) seen.keys.add(text);
		if (time) for (const at of side.times(time)) if (at > lastTrained) lastTrained = at;
	}
	const heldTimes = time ? held.times(time) : null;
	const overlap = (matches: (row: number) => boolean, say: (row: number) => string) => {
		const rows = Array.from({ length: held.rows }, (_, row) => row).filter(matches);
		return { shared: rows.length, examples: rows.slice(0, EXAMPLES).map((row) => say(row).slice(0, TEXT)) };
	};
	const say = (row: number) => (key && heldKeys[row] ? `${key} ${heldKeys[row]}` : `row ${row}`);
	return {
		holdoutRows: held.rows,
		trainRows,
		rows: { columns: features.length, ...overlap((row) => features.length > 0 && seen.rows.has(heldRows[row] ?? Number.NaN), say) },
		keys: key ? { column: key, ...overlap((row) => seen.keys.has(heldKeys[row] ?? ''), say) } : null,
		times:
			time && heldTimes && Number.isFinite(lastTrained)
				? {
						column: time,
						...overlap((row) => (heldTimes[row] ?? Number.NaN) <= lastTrained, say),
						lastTrained: nameOfTime(lastTrained),
						firstHeldOut: nameOfTime(heldTimes.reduce((first, at) => (at < first ? at : first), Number.POSITIVE_INFINITY)),
					}
				: null,
	};
}

function columnsOf(version: VersionRow): string[] {
	return datasetSchemaSchema.parse(version.schema).columns.map(({ name }) => name);
}

async function readSide(ctx: ServiceContext, version: VersionRow, wanted: readonly string[]) {
	const table = await readDatasetColumns(ctx, version, wanted);
	const valuesOf = (name: string): ArrayLike<unknown> => table.columns.find((column) => column.name === name)?.values ?? [];
	return {
		rows: table.rows,
		texts: (name: string) => Array.from(valuesOf(name), readText),
		times: (name: string) => Float64Array.from(valuesOf(name), timeOf),
		/** One number per row for the texts of some columns together. */
		hashes: (names: readonly string[]) => {
			const columns = names.map(valuesOf);
			return Float64Array.from({ length: table.rows }, (_, row) => hash53(columns.map((values) => readText(values[row]) ?? '\u0000').join('\u0001')));
		},
	};
}

/** Milliseconds of a date or of its text; a number as it is; NaN for anything else. */
function timeOf(value: unknown): number {
	if (typeof value === 'number') return value;
	return value instanceof Date ? value.getTime() : Date.parse(readText(value) ?? '');
}

function nameOfTime(at: number): string {
	return at > 1e11 ? new Date(at).toISOString().replace('T00:00:00.000Z', '') : String(at);
}

/** 53 bits of a text (cyrb53, public domain): among a million rows two different ones are confused once in ten thousand looks. */
function hash53(text: string): number {
	let [a, b] = [0xdeadbeef, 0x41c6ce57];
	for (let i = 0; i < text.length; i += 1) {
		const code = text.charCodeAt(i);
		a = Math.imul(a ^ code, 2654435761);
		b = Math.imul(b ^ code, 1597334677);
	}
	a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
	b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
	return 4294967296 * (2097151 & b) + (a >>> 0);
}
