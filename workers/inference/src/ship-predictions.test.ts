import type { LoggedPrediction, PredictionBatch } from '@interlock/contracts/serving';
import { expect, test } from 'vitest';
import { makeFolder, quiet, until } from '../test-support/serving-world.ts';
import { FrontDoorRefusal } from './front-door.ts';
import { openPredictionLog } from './prediction-log.ts';
import { shipPredictions } from './ship-predictions.ts';

const prediction = (requestId: string) => ({ id: `${requestId}/0`, requestId }) as LoggedPrediction;

async function shipping(send: (batch: PredictionBatch) => Promise<void>) {
	const log = openPredictionLog({ folder: await makeFolder(), maxBytes: 1e6, maxSegmentRows: 1, maxSegmentBytes: 1e6 });
	const shipper = shipPredictions(log, { sendPredictions: send }, 'server-1', quiet);
	return { log, shipper };
}

test('sends the oldest first, again and under the same batch id until it is taken', async () => {
	const sent: PredictionBatch[] = [];
	const { log, shipper } = await shipping(async (batch) => {
		sent.push(batch);
		if (sent.length < 3) throw new Error('nobody there');
	});
	await log.append([prediction('a')]);
	await log.append([prediction('b')]);
	await until('all taken', () => log.counts().pending === 0);
	await shipper.stop(100);
	expect(sent.map((batch) => batch.predictions[0]?.requestId)).toEqual(['a', 'a', 'a', 'b']);
	expect(new Set(sent.slice(0, 3).map((batch) => batch.batchId)).size).toBe(1);
	expect(sent[0]?.serverId).toBe('server-1');
});

test('a batch that is refused for good does not hold up the others', async () => {
	const sent: string[] = [];
	const { log, shipper } = await shipping(async (batch) => {
		const id = batch.predictions[0]?.requestId ?? '';
		if (id === 'a') throw new FrontDoorRefusal(400, 'predictions: 400');
		sent.push(id);
	});
	await log.append([prediction('a')]);
	await log.append([prediction('b')]);
	await until('the other taken', () => sent.length === 1);
	await until('nothing left', () => log.counts().pending === 0);
	await shipper.stop(100);
	expect(log.counts()).toEqual({ pending: 0, dropped: 0, refused: 1 });
});

test.each([401, 404, 500, 503])('an answer of %d keeps the batch', async (status) => {
	let tries = 0;
	const { log, shipper } = await shipping(async () => {
		tries++;
		throw new FrontDoorRefusal(status, `predictions: ${status}`);
	});
	await log.append([prediction('a')]);
	await until('a try', () => tries > 0);
	await shipper.stop(50);
	expect(log.counts()).toEqual({ pending: 1, dropped: 0, refused: 0 });
});

test('stopping sends what is left, and ends in its time when nobody takes it', async () => {
	const sent: string[] = [];
	const taking = await shipping(async (batch) => void sent.push(batch.predictions[0]?.requestId ?? ''));
	await taking.log.append([prediction('a')]);
	await taking.log.append([prediction('b')]);
	await taking.shipper.stop(1_000);
	expect(sent).toEqual(['a', 'b']);
	const hanging = await shipping(() => new Promise(() => undefined));
	await hanging.log.append([prediction('a')]);
	const startedMs = performance.now();
	await hanging.shipper.stop(200);
	expect(performance.now() - startedMs).toBeLessThan(2_000);
	expect(hanging.log.counts().pending).toBe(1);
});
