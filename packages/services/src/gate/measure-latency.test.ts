import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type GateEvidence, type GateResult, judgeGate, type LatencyPairs } from '@interlock/domain/gate';
import { type Model, openModel } from '@interlock/scoring';
import { describe, expect, it } from 'vitest';
import { measureLatency } from './measure-latency.ts';

const FOLDER = fileURLToPath(new URL('../fixtures/delay-v1', import.meta.resolve('@interlock/scoring')));
const TABLE = {
	carrier: Array.from({ length: 50 }, (_, i) => ['UA', 'AA', 'B6'][i % 3] ?? null),
	dep_delay: Array.from({ length: 50 }, (_, i) => i),
	temp: Array.from({ length: 50 }, (_, i) => 40 + i),
	hour: Array.from({ length: 50 }, (_, i) => i % 24),
};
const NOTHING: GateEvidence = {
	comparison: null,
	signature: null,
	datasets: [],
	files: null,
	parity: null,
	calibration: null,
	latency: null,
	leakage: null,
	suite: null,
	card: null,
};
const judgeLatency = (latency: LatencyPairs, maxRatio = 1.5): GateResult => judgeGate({ kind: 'latency', maxRatio, maxP95Ms: null }, { ...NOTHING, latency });

async function open(): Promise<Model> {
	const names = await readdir(FOLDER);
	const files = await Promise.all(names.map(async (path): Promise<[string, Uint8Array]> => [path, await readFile(`${FOLDER}/${path}`)]));
	return openModel({ files: Object.fromEntries(files) });
}

/** The same model, busy for so long before each answer. */
function slowed(model: Model, ms: number): Model {
	return {
		...model,
		predictColumns: (columns) => {
			const until = performance.now() + ms;
			while (performance.now() < until);
			return model.predictColumns(columns);
		},
	};
}

describe('measuring the latency of an artifact in the serving runtime', () => {
	it('asks both for every row in turn, and finds a model not slower than itself', async () => {
		const [one, other] = [await open(), await open()];
		const pairs = await measureLatency(one, other, TABLE);
		expect(pairs.candidate.length).toBe(600);
		expect(pairs.champion?.length).toBe(600);
		expect(judgeLatency(pairs, 3).status).not.toBe('failed');
		await Promise.all([one.close(), other.close()]);
	});

	it('finds a candidate that takes two milliseconds more for each row', async () => {
		const model = await open();
		expect(judgeLatency(await measureLatency(slowed(model, 2), model, TABLE))).toMatchObject({ status: 'failed' });
		await model.close();
	});

	it('measures a first version alone', async () => {
		const model = await open();
		expect(judgeLatency(await measureLatency(model, null, TABLE))).toMatchObject({ status: 'passed', evidence: { championP95Ms: null, rows: 600 } });
		await model.close();
	});
});
