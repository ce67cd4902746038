import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createBlobCache } from './blob-cache.ts';
import type { InferenceSettings } from './env.ts';
import { followRoutes } from './follow-routes.ts';
import { connectFrontDoor } from './front-door.ts';
import { openPredictionLog } from './prediction-log.ts';
import { readyReport } from './ready-report.ts';
import { answerStarting, createRequestListener } from './request-listener.ts';
import { readSavedTable } from './saved-table.ts';
import { readServerId } from './server-identity.ts';
import { createShadowQueue } from './shadow-queue.ts';
import { shipPredictions } from './ship-predictions.ts';

export interface Inference {
	port: number;
	/** Answers what came in, sends what it can of the log within a few seconds, and ends. */
	stop(): Promise<void>;
}

const MAX_SEGMENT_ROWS = 500;
const MAX_SEGMENT_BYTES = 1024 * 1024;
/** Longer than the minute that proxies keep a connection, so that they close it first. */
const KEEP_ALIVE_MS = 75_000;
const ANSWER_GRACE_MS = 1_500;
const SHIP_GRACE_MS = 1_500;

/** Starts an inference server. The port is taken first, so that a second server can't touch the first one's folder. Rejects when it is taken. */
export async function startInference(settings: InferenceSettings, logger: Logger): Promise<Inference> {
	let listener = answerStarting;
	const server = createServer((request, response) => listener(request, response));
	server.keepAliveTimeout = KEEP_ALIVE_MS;
	await listen(server, settings.port, settings.host);
	const { port } = server.address() as AddressInfo;
	const { folder } = settings;
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const serverId = await readServerId(folder);
	const frontDoor = connectFrontDoor(settings.frontDoorUrl, settings.servingToken);
	const log = openPredictionLog({
		folder: `${folder}/spool`,
		maxBytes: settings.spoolMaxBytes,
		maxSegmentRows: MAX_SEGMENT_ROWS,
		maxSegmentBytes: MAX_SEGMENT_BYTES,
	});
	const shipper = shipPredictions(log, frontDoor, serverId, logger);
	const shadows = createShadowQueue(logger);
	const follower = await followRoutes({
		folder,
		serverId,
		frontDoor,
		blobs: createBlobCache(folder, frontDoor),
		intraOpThreads: settings.intraOpThreads,
		saved: await readSavedTable(folder),
		logger,
	});
	const { tokenPepper, maxBodyBytes, maxRows } = settings;
	const door = { serving: follower.current, log, shadows, logger, tokenPepper, maxBodyBytes, maxRows };
	listener = createRequestListener(door, () => readyReport(follower, log, shadows));
	logger.info({ port, serverId }, 'listening');
	return {
		port,
		stop: async () => {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeIdleConnections();
			await Promise.race([closed, wait(ANSWER_GRACE_MS)]);
			await Promise.race([shadows.idle(), wait(ANSWER_GRACE_MS / 3)]);
			await shipper.stop(SHIP_GRACE_MS);
			await follower.stop();
			server.closeAllConnections();
		},
	};
}

function listen(server: Server, port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
}
