import type { ServiceContext } from '../access/index.ts';
import type { ComparedRows } from './compare-on-holdout.ts';

/** Stores what both sides answered, one line per compared row, as CSV: the same rows give the same bytes and so the same digest. */
export async function storePredictions(ctx: ServiceContext, orgId: string, rows: ComparedRows): Promise<{ sha256: string; rows: number }> {
	const lines = ['key,actual,baseline,candidate'];
	for (let row = 0; row < rows.actual.length; row += 1) {
		lines.push(`${quoted(rows.keys?.[row] ?? String(row))},${rows.actual[row]},${rows.baseline[row]},${rows.candidate[row]}`);
	}
	const { sha256 } = await ctx.storage.put(orgId, Buffer.from(`${lines.join('\n')}\n`));
	return { sha256, rows: rows.actual.length };
}

function quoted(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
