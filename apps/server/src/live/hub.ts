import type { Server as HttpServer } from 'node:http';
import { actorOfToken, identify } from '@interlock/auth';
import type { Actor } from '@interlock/domain/access';
import { eventsAfter, type NumberedEvent } from '@interlock/services/event';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { Instance } from '../instance.ts';
import { mayJoin, type Room, roomOf } from './channel.ts';

const MAX_BEHIND = 1000;
const subscription = z.object({ channel: z.string().max(80), after: z.number().int().nonnegative().nullable() });

interface Connection {
	actor: Actor;
	rooms: Map<string, Room>;
}

export interface Hub {
	/** Pushes numbered events to their channels. */
	push(events: NumberedEvent[]): void;
	/** Looks every connection's actor up again: ended sessions and revoked tokens are dropped, lost rights leave their rooms. */
	recheck(): Promise<void>;
	close(): Promise<void>;
}

/**
 * The socket hub: identified at connect, authorized at each subscribe and at each event, dropped when revoked.
 * A client names its last number and gets the rest, or `reset` when it is more than 1,000 behind.
 */
export function createHub(instance: Instance, server: HttpServer): Hub {
	const io = new Server(server, { path: '/socket.io', serveClient: false, cors: undefined, maxHttpBufferSize: 16_384, allowRequest: (req, done) => done(null, originFits(instance, req.headers.origin)) });
	const connections = new Map<Socket, Connection>();

	io.use((socket, next) => {
		identifySocket(instance, socket).then(
			(actor) => {
				if (!actor) return next(new Error('unauthenticated'));
				connections.set(socket, { actor, rooms: new Map() });
				next();
			},
			(error: unknown) => {
				instance.log.error({ err: error }, 'socket identification failed');
				next(new Error('unavailable'));
			},
		);
	});
	io.on('connection', (socket) => {
		socket.on('subscribe', (input: unknown, ack: unknown) => {
			if (typeof ack !== 'function') return;
			subscribe(instance, socket, connections.get(socket), input).then(
				(answer) => ack(answer),
				(error: unknown) => {
					instance.log.error({ err: error }, 'subscribe failed');
					ack({ ok: false, code: 'unavailable', message: 'The channel could not be opened; try again' });
				},
			);
		});
		socket.on('unsubscribe', (channel: unknown) => {
			if (typeof channel === 'string') connections.get(socket)?.rooms.delete(channel);
		});
		socket.on('disconnect', () => connections.delete(socket));
	});

	return {
		push: (events) => {
			for (const event of events) {
				for (const [socket, connection] of connections) {
					const room = connection.rooms.get(event.channel);
					if (room && mayJoin(connection.actor, room)) socket.emit('event', wire(event));
				}
			}
		},
		recheck: async () => {
			for (const [socket, connection] of connections) {
				const actor = await identifySocket(instance, socket);
				if (!actor) {
					socket.emit('revoked');
					socket.disconnect(true);
					continue;
				}
				connection.actor = actor;
				for (const [channel, room] of connection.rooms) if (!mayJoin(actor, room)) connection.rooms.delete(channel);
			}
		},
		close: () => io.close(),
	};
}

async function identifySocket(instance: Instance, socket: Socket): Promise<Actor | null> {
	const token: unknown = socket.handshake.auth.token;
	if (typeof token === 'string') return actorOfToken(instance.db, instance.keys, token);
	const { authorization, cookie } = socket.handshake.headers;
	return (await identify(instance.db, instance.keys, { authorization, cookie }))?.actor ?? null;
}

async function subscribe(instance: Instance, socket: Socket, connection: Connection | undefined, input: unknown): Promise<unknown> {
	const wanted = subscription.safeParse(input);
	if (!wanted.success || !connection) return { ok: false, code: 'invalid', message: 'subscribe takes {channel, after: number | null}' };
	const { channel, after } = wanted.data;
	const room = await roomOf(instance.db, channel);
	if (!room || !mayJoin(connection.actor, room)) return { ok: false, code: 'not-found', message: `No channel ${channel}` };
	connection.rooms.set(channel, room);
	const missed = await eventsAfter(instance.db, channel, after ?? Number.MAX_SAFE_INTEGER, MAX_BEHIND + 1);
	if (after !== null && (missed.events.length > MAX_BEHIND || after > missed.lastSeq)) socket.emit('reset', { channel, seq: missed.lastSeq });
	else for (const event of missed.events) socket.emit('event', wire(event));
	return { ok: true, seq: missed.lastSeq };
}

function wire(event: NumberedEvent): unknown {
	return { channel: event.channel, seq: event.seq, type: event.type, data: event.data, atMs: event.atMs };
}

function originFits(instance: Instance, origin: string | undefined): boolean {
	return origin === undefined || origin === new URL(instance.env.publicUrl).origin;
}
