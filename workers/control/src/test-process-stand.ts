import { TASK_QUEUE } from '@interlock/contracts/process';
import type { Database } from '@interlock/db';
import { createTemporalClient, type Log, startDispatcher } from '@interlock/temporal';
import { cacheDir, testTemporal } from '@interlock/testkit';
import type { Client } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from './activities/index.ts';
import type { ActivityDeps } from './process-context.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface ProcessStand {
	client: Client;
	/** Ends the worker as a crash would be noticed: what it was doing is tried again by the next. */
	restartWorker(): Promise<void>;
	stop(): Promise<void>;
}

const QUIET: Log = { info: () => {}, warn: () => {} };

/** For tests: a namespace of its own on the shared Temporal server, the real processes with the real activities, and the dispatcher. */
export async function startProcessStand(deps: ActivityDeps & { db: Database }): Promise<ProcessStand> {
	Runtime.install({ logger: { log: () => {}, trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} } });
	const place = await testTemporal();
	const client = createTemporalClient(place);
	const codePath = await workflowBundle(cacheDir());
	const startWorker = async () => {
		const connection = await NativeConnection.connect({ address: place.address });
		const worker = await Worker.create({
			connection,
			namespace: place.namespace,
			taskQueue: TASK_QUEUE,
			workflowBundle: { codePath },
			activities: createActivities(deps),
			shutdownGraceTime: '1 second',
		});
		const ended = worker.run();
		return async () => {
			worker.shutdown();
			await ended;
			await connection.close();
		};
	};
	let stopWorker = await startWorker();
	const stopDispatcher = await startDispatcher(deps.db, client, QUIET);
	return {
		client,
		restartWorker: async () => {
			await stopWorker();
			stopWorker = await startWorker();
		},
		stop: async () => {
			await stopDispatcher();
			await stopWorker();
			await client.connection.close();
		},
	};
}
