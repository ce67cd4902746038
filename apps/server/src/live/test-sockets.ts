import { inTransaction } from '@interlock/db';
import { experiment, run } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import { publishEvent } from '@interlock/services/event';
import { makeProject, makeUser, type TestProject } from '@interlock/testkit';
import { eq } from 'drizzle-orm';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { startTestServer, type TestServer } from '../test-server.ts';

interface Heard {
	channel: string;
	seq: number;
	data: { n?: number };
}

export type Ack = { ok: true; seq: number } | { ok: false; code: string; message: string };
export type Listener = Socket & { heard: Heard[]; resets: { channel: string; seq: number }[] };

/** A server for the file; a project with a viewer for each test. Sockets are closed after each. */
export function socketWorld() {
	const open: Socket[] = [];
	const world = {} as { server: TestServer; place: TestProject; user: UserActor };
	beforeAll(async () => {
		world.server = await startTestServer();
	});
	beforeEach(async () => {
		world.place = await makeProject(world.server.db);
		world.user = await makeUser(world.server.db, world.place, ['viewer']);
	});
	afterEach(() => {
		for (const socket of open.splice(0)) socket.close();
	});

	/** A connected socket, or the reason why it was refused. */
	const connect = (auth: { token?: unknown }, extraHeaders: Record<string, string> = {}, transports = ['websocket']): Promise<Socket | string> => {
		const socket = io(world.server.url, { auth, extraHeaders, transports, reconnection: false, forceNew: true });
		open.push(socket);
		return new Promise((resolve) => {
			socket.on('connect', () => resolve(socket));
			socket.on('connect_error', (error) => resolve(error.message));
		});
	};
	return Object.assign(world, {
		connect,
		connected: async (auth: { token?: unknown }, headers?: Record<string, string>): Promise<Listener> => {
			const socket = await connect(auth, headers);
			if (typeof socket === 'string') throw new Error(socket);
			const heard: Heard[] = [];
			const resets: { channel: string; seq: number }[] = [];
			socket.on('event', (event: Heard) => heard.push(event));
			socket.on('reset', (reset: { channel: string; seq: number }) => resets.push(reset));
			return Object.assign(socket, { heard, resets });
		},
		tokenOf: async (who = world.user, options = {}) => (await world.server.tokenOf(who, world.place, options)).token,
		/** Publishes events with `n` from `from` on, in one transaction. */
		publish: (channel: string, count = 1, from = 1): Promise<void> =>
			inTransaction(world.server.db, async (tx) => {
				for (let n = from; n < from + count; n++) {
					await publishEvent(tx, { orgId: world.place.id, projectId: world.place.projectId, channel, type: 'thing.happened', data: { n } });
				}
			}),
		/** Waits until a channel has so many numbers. */
		numbered: (channel: string, count: number) =>
			until(async () => {
				const [row] = await world.server.db.sql<{ n: number }[]>`select last_seq::int as n from event_channel where channel = ${channel}`;
				return (row?.n ?? 0) >= count;
			}),
		makeRun: async (at: TestProject): Promise<string> => {
			const { drizzle } = world.server.db;
			const [of] = await drizzle.select().from(experiment).where(eq(experiment.projectId, at.projectId));
			const [row] = await drizzle
				.insert(run)
				.values({ orgId: at.id, projectId: at.projectId, experimentId: of?.id ?? '', name: 'run', status: 'RUNNING', startedBy: 'test' })
				.returning();
			return row?.id ?? '';
		},
	});
}

export function subscribe(socket: Socket, channel: unknown, after: unknown = null): Promise<Ack> {
	return socket.timeout(5_000).emitWithAck('subscribe', { channel, after });
}

export async function until(what: () => boolean | Promise<boolean>, withinMs = 3_000): Promise<void> {
	const endMs = Date.now() + withinMs;
	while (!(await what())) {
		if (Date.now() > endMs) throw new Error('waited in vain');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
