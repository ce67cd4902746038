import type { LatencyPairs } from '@interlock/domain/gate';
import type { Columns, Model } from '@interlock/scoring';

const WARM_UP = 30;
const PAIRS = 600;
const MOST_MS = 5_000;

/**
 * Asks candidate and champion for the same single rows in turn, whoever is first changing each time, so that what slows this machine
 * slows both. Ends after 600 rows or five seconds. Rows are spread evenly over the table; milliseconds per answer.
 */
export async function measureLatency(candidate: Model, champion: Model | null, table: Columns): Promise<LatencyPairs> {
	const rows = Object.values(table)[0]?.length ?? 0;
	const requests = Array.from({ length: Math.min(rows, PAIRS) }, (_, i) => rowOf(table, Math.floor((i * rows) / Math.min(rows, PAIRS))));
	const models = champion ? [candidate, champion] : [candidate];
	for (let i = 0; i < WARM_UP; i += 1) for (const model of models) await timeOf(model, requests[i % requests.length] ?? {});
	const times: number[][] = models.map(() => []);
	const startedMs = performance.now();
	for (let i = 0; i < PAIRS && rows > 0 && performance.now() - startedMs < MOST_MS; i += 1) {
		const request = requests[i % requests.length] ?? {};
		const turns = i % 2 === 0 ? models.keys() : [...models.keys()].reverse();
		for (const turn of turns) {
			const model = models[turn];
			if (model) times[turn]?.push(await timeOf(model, request));
		}
	}
	return { candidate: Float64Array.from(times[0] ?? []), champion: champion && Float64Array.from(times[1] ?? []), warmUp: WARM_UP };
}

async function timeOf(model: Model, request: Columns): Promise<number> {
	const startedMs = performance.now();
	await model.predictColumns(request);
	return performance.now() - startedMs;
}

function rowOf(table: Columns, row: number): Columns {
	return Object.fromEntries(Object.entries(table).map(([name, cells]) => [name, [cells[row] ?? null]]));
}
