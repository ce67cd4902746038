// Figures of the behaviour diff: `node test/bench/behaviour.ts [rows]`. Prints, asserts nothing.
// Two real models answer the same rows from their stored bytes in the serving runtime; then everything that the tabs of metrics and behaviour
// show is worked out. Last, a pair of classifiers with known flips: what was flipped and what was found.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { changedRows, comparePredictions, diffBehaviour, errorCurves } from '../../packages/domain/src/comparison/index.ts';
import { seededRandom } from '../../packages/domain/src/statistics/index.ts';
import { openModel } from '../../packages/scoring/src/index.ts';

const rows = Number(process.argv[2] ?? 100_000);
const random = seededRandom(1);
const FIXTURES = fileURLToPath(new URL('../../packages/scoring/fixtures/', import.meta.url));
const CARRIERS = ['UA', 'AA', 'B6', 'DL', 'EV', 'WN'];

const columns = {
	carrier: Array.from({ length: rows }, () => CARRIERS[random.nextInt(CARRIERS.length)] ?? 'UA'),
	dep_delay: Array.from({ length: rows }, () => random.nextInt(120) - 20),
	temp: Array.from({ length: rows }, () => 30 + random.nextInt(60)),
	hour: Array.from({ length: rows }, () => random.nextInt(24)),
};
const keys = Array.from({ length: rows }, (_, row) => `flight-${row}`);
const block = Array.from({ length: rows }, (_, row) => `2013-09-${String((row % 30) + 1).padStart(2, '0')}`);
const actual = Float64Array.from({ length: rows }, (_, row) => (columns.dep_delay[row] ?? 0) + (random.nextFloat() - 0.5) * 30);
const slices = { carrier: columns.carrier };

let total = 0;
const baseline = await timed('champion answers', () => answers('delay-v1'));
const candidate = await timed('candidate answers', () => answers('delay-v2'));
const pair = { actual, baseline, candidate };
const diff = await timed('rows whose answer changed, largest moves, moves by slice', () => diffBehaviour({ ...pair, keys, slices }));
await timed('residuals, reliability, error by size', () => errorCurves(pair));
await timed('metrics and slices with block-resampled intervals', () => comparePredictions({ actual, candidate, champion: baseline, block, slices }));
console.log(`${rows.toLocaleString('en-GB')} rows in ${(total / 1000).toFixed(2)} s; ${diff.changed.toLocaleString('en-GB')} answers differ`);

const yes = Float64Array.from({ length: rows }, () => Number(random.nextFloat() < 0.4));
const before = Float64Array.from(yes, () => random.nextFloat());
const known = new Set(Array.from({ length: rows }, (_, row) => row).filter(() => random.nextInt(50) === 0));
const after = before.map((chance, row) => (known.has(row) ? 1 - chance : chance < 0.5 ? chance / 2 : 1 - (1 - chance) / 2));
const found = await timed('known flips looked for', () => changedRows({ actual: yes, baseline: before, candidate: after }));
console.log(
	`${known.size.toLocaleString('en-GB')} known flips, ${found.length.toLocaleString('en-GB')} found, ${found.filter((row) => !known.has(row)).length} of them not known`,
);

async function answers(fixture: string): Promise<Float64Array> {
	const folder = `${FIXTURES}${fixture}/`;
	const files = Object.fromEntries(
		await Promise.all((await readdir(folder)).map(async (name) => [name, new Uint8Array(await readFile(folder + name))] as const)),
	);
	const model = await openModel({ files });
	try {
		const { outputs } = await model.predictColumns(columns);
		return Float64Array.from(outputs, Number);
	} finally {
		await model.close();
	}
}

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
	const begun = performance.now();
	const result = await work();
	const tookMs = performance.now() - begun;
	total += tookMs;
	console.log(`  ${what}: ${Math.round(tookMs)} ms`);
	return result;
}
