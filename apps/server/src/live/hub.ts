import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { actorOfToken, identify } from '@interlock/auth';
import type { Actor } from '@interlock/domain/access';
import { eventsAfter, type NumberedEvent } from '@interlock/services/event';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { createHostCheck } from '../http/host-check.ts';
import { noteRefusal, noteUnidentified } from '../http/refusals.ts';
import type { Instance } from '../instance.ts';
import { attendPage } from './attend-page.ts';
import { mayJoin, type Room, roomOf } from './channel.ts';
import { createFeed, type Feed } from './feed.ts';
import { createPresence } from './presence.ts';

const MAX_BEHIND = 1000;
const MAX_ROOMS = 200;
const SWEEP_MS = 1_000;
const channelName = z.string().max(80);
const subscription = z.object({ channel: channelName, after: z.number().int().nonnegative().nullable() });
const unsubscription = z.union([channelName, z.object({ channel: channelName }).transform(({ channel }) => channel)]);

interface Connection {
	actor: Actor;
	rooms: Map<string, { room: Room; feed: Feed }>;
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
 * A client names its last number and gets the rest, in order and once, or `reset` when it is more than 1,000 behind.
 */
export function createHub(instance: Instance, server: HttpServer): Hub {
	const mayConnect = connectionCheck(instance);
	const io = new Server(server, {
		path: '/socket.io',
		serveClient: false,
		cors: undefined,
		maxHttpBufferSize: 16_384,
		allowRequest: (req, done) => done(null, mayConnect(req)),
	});
	const connections = new Map<Socket, Connection>();
	const presence = createPresence();
	const sweeping = setInterval(() => presence.sweep(), SWEEP_MS);

	io.use((socket, next) => {
		identifySocket(instance, socket).then(
			(actor) => {
				if (!actor) {
					noteUnidentified(instance, 'socket', socket.handshake.auth?.token ? { authorization: 'token' } : socket.handshake.headers);
					return next(new Error('unauthenticated'));
				}
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
		socket.on('unsubscribe', (input: unknown) => {
			const channel = unsubscription.safeParse(input);
			if (channel.success) connections.get(socket)?.rooms.delete(channel.data);
		});
		socket.on('presence', (input: unknown) => {
			const connection = connections.get(socket);
			if (!connection) return;
			attendPage(instance, presence, socket, connection, input).catch((error: unknown) => instance.log.error({ err: error }, 'presence failed'));
		});
		socket.on('disconnect', () => {
			connections.delete(socket);
			presence.leave(socket.id);
		});
	});

	return {
		push: (events) => {
			for (const event of events) {
				if (event.type === 'person.settings-changed') presence.forget(event.channel.slice('person/'.length));
				for (const { actor, rooms } of connections.values()) {
					const joined = rooms.get(event.channel);
					if (joined && mayJoin(actor, joined.room)) joined.feed.take(event);
				}
			}
		},
		recheck: async () => {
			await Promise.all([...connections].map(([socket, connection]) => recheckOne(instance, socket, connection)));
		},
		close: () => {
			clearInterval(sweeping);
			return io.close();
		},
	};
}

async function recheckOne(instance: Instance, socket: Socket, connection: Connection): Promise<void> {
	const actor = await identifySocket(instance, socket);
	if (!actor) {
		socket.emit('revoked');
		socket.disconnect(true);
		return;
	}
	connection.actor = actor;
	for (const [channel, { room }] of connection.rooms) {
		if (mayJoin(actor, room)) continue;
		connection.rooms.delete(channel);
		// The open page asks again, and is told that it may not see this any more.
		socket.emit('reset', { channel, seq: 0 });
	}
}

async function identifySocket(instance: Instance, socket: Socket): Promise<Actor | null> {
	const token: unknown = socket.handshake.auth?.token;
	if (typeof token === 'string') return actorOfToken(instance.db, instance.keys, token);
	const { authorization, cookie } = socket.handshake.headers;
	return (await identify(instance.db, instance.keys, { authorization, cookie, passive: true }))?.actor ?? null;
}

async function subscribe(instance: Instance, socket: Socket, connection: Connection | undefined, input: unknown): Promise<unknown> {
	const wanted = subscription.safeParse(input);
	if (!wanted.success || !connection) return { ok: false, code: 'invalid', message: 'subscribe takes {channel, after: number | null}' };
	const { channel, after } = wanted.data;
	const room = await roomOf(instance.db, channel);
	if (!room || !mayJoin(connection.actor, room)) return { ok: false, code: 'not-found', message: `No channel ${channel}` };
	if (connection.rooms.size >= MAX_ROOMS && !connection.rooms.has(channel)) return { ok: false, code: 'invalid', message: `At most ${MAX_ROOMS} channels` };
	const feed = createFeed((event) => socket.emit('event', wire(event)));
	connection.rooms.set(channel, { room, feed });
	const missed = await eventsAfter(instance.db, channel, after ?? Number.MAX_SAFE_INTEGER, MAX_BEHIND + 1);
	const lost = after !== null && (missed.events.length > MAX_BEHIND || after > missed.lastSeq);
	if (lost) socket.emit('reset', { channel, seq: missed.lastSeq });
	else for (const event of missed.events) socket.emit('event', wire(event));
	const seq = Math.max(missed.lastSeq, lost ? 0 : (missed.events.at(-1)?.seq ?? 0));
	feed.goOn(seq);
	return { ok: true, seq };
}

function wire(event: NumberedEvent): unknown {
	return { channel: event.channel, seq: event.seq, type: event.type, data: event.data, atMs: event.atMs };
}

/** Only our own pages and programs without a page (no Origin), and only by a name of ours. */
function connectionCheck(instance: Instance): (req: IncomingMessage) => boolean {
	const judgeHost = createHostCheck(instance.env);
	const ours = new URL(instance.env.publicUrl).origin;
	return ({ headers }) => {
		if (judgeHost(headers.host) === 'unknown') noteRefusal(instance, 'front door: another host');
		else if (headers.origin === undefined || headers.origin === ours) return true;
		else noteRefusal(instance, 'socket: foreign origin');
		return false;
	};
}
