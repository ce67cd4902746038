import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@interlock/db/embedded';
import { ensureProgram, SEARCH_ATTRIBUTES } from '@interlock/temporal/embedded';
import { Client, Connection } from '@temporalio/client';
import { InternalConnectionOptionsSymbol } from '@temporalio/client/lib/connection.js';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { afterAll } from 'vitest';
import { cacheDir } from '@interlock/testkit';

/** A Temporal server whose clock a test moves: months pass in seconds, and timers fire when they should. */
export interface SkippedTime {
	/** host:port */
	address: string;
	client: Client;
	/** The server's time. */
	nowMs(): Promise<number>;
	/** Lets so much of its time pass; what is due meanwhile happens. */
	skip(ms: number): Promise<void>;
}

const REQUIREMENTS = join(import.meta.dirname, 'server-requirements.txt');
const KEYWORD = 2;
const START_MS = 30_000;
/** The server drops a connection that is pinged more often than every five minutes, as clients do that wait on a busy machine. */
const SELDOM_PINGED = { 'grpc.keepalive_time_ms': 600_000, 'grpc.keepalive_permit_without_calls': 0 };

/** Starts the time-skipping server of Temporal's test suite for this file; ended after its tests. */
export async function skippedTime(): Promise<SkippedTime> {
	const program = await ensureProgram({ cacheDir: cacheDir() }, { program: 'temporal-test-server', requirements: REQUIREMENTS });
	const port = await freePort(0);
	const server = spawn(program, [String(port)], { stdio: 'ignore' });
	const address = `127.0.0.1:${port}`;
	const connection = await connectWithin(address, Date.now() + START_MS);
	afterAll(async () => {
		await connection.close();
		server.kill('SIGKILL');
	});
	const searchAttributes = Object.fromEntries(SEARCH_ATTRIBUTES.map((name) => [name, KEYWORD]));
	await connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
	const { testService } = connection;
	if (!testService) throw new Error('the connection has no test service');
	return {
		address,
		client: new Client({ connection }),
		nowMs: async () => tsToMs((await testService.getCurrentTime({})).time),
		skip: async (ms) => {
			await testService.unlockTimeSkippingWithSleep({ duration: msToTs(ms) });
		},
	};
}

async function connectWithin(address: string, untilMs: number): Promise<Connection> {
	for (;;) {
		try {
			return await Connection.connect({
				address,
				connectTimeout: '1s',
				channelArgs: SELDOM_PINGED,
				[InternalConnectionOptionsSymbol]: { supportsTestService: true },
			} as object);
		} catch (error) {
			if (Date.now() > untilMs) throw error;
			await sleep(100);
		}
	}
}
