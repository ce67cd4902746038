import { TASK_QUEUE } from '@interlock/contracts/process';
import { connectDatabase } from '@interlock/db';
import { createLocalArtifactStore } from '@interlock/storage';
import { createTemporalClient, startDispatcher, startReconciler } from '@interlock/temporal';
import { prepareNamespace } from '@interlock/temporal/embedded';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pino from 'pino';
import { createActivities } from './activities/index.ts';
import { readEnv } from './env.ts';
import { startHeartbeat } from './heartbeat.ts';
import { ensureMonitorSchedule } from './monitor-schedule.ts';
import { workflowBundle } from './workflow-bundle.ts';

const env = readEnv();
const log = pino({ base: undefined });
Runtime.install({
	telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
	logger: { log: () => {}, trace: () => {}, debug: () => {}, info: () => {}, warn: (m) => log.warn(m), error: (m, d) => log.error(d ?? {}, m) },
});

const place = { address: env.temporalAddress, namespace: env.temporalNamespace };
const db = await connectDatabase(env.databaseUrl, { max: 12, name: 'interlock control' });
const client = createTemporalClient(place);
const deps = { db, storage: createLocalArtifactStore(env.blobs), tokenPepper: env.tokenPepper, publicUrl: env.publicUrl };
const connection = await connectWorker();
const worker = await Worker.create({
	connection,
	namespace: place.namespace,
	taskQueue: TASK_QUEUE,
	workflowBundle: { codePath: await workflowBundle(env.cache) },
	activities: createActivities(deps),
	maxConcurrentActivityTaskExecutions: 20,
	shutdownGraceTime: '3 seconds',
});
await prepareNamespace(place.address, place.namespace);
await ensureMonitorSchedule(client, env.monitorEveryS * 1000);
const stopDispatcher = await startDispatcher(db, client, log);
const stopReconciler = startReconciler(db, client, log);
const stopHeartbeat = startHeartbeat(db, client);
log.info({}, 'ready');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, () => {
		setTimeout(() => process.exit(0), 4_500).unref();
		worker.shutdown();
	});
}
await worker.run();
stopHeartbeat();
stopReconciler();
await stopDispatcher();
await connection.close();
await db.close();
process.exit(0);

/** Temporal may still be starting: tries until it answers. */
async function connectWorker(): Promise<NativeConnection> {
	for (;;) {
		try {
			return await NativeConnection.connect({ address: place.address });
		} catch (error) {
			log.warn({ address: place.address, err: error instanceof Error ? error.message : String(error) }, 'Temporal is not answering yet');
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
	}
}
