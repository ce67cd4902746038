import { type Socket, io } from 'socket.io-client';
import { type ChannelEvent, judgeEvent, type Present } from './channel.ts';

export interface ChannelListener {
	onEvent: (event: ChannelEvent) => void;
	/** Too far behind, or refused: what the page holds must be fetched again. */
	onReset: () => void;
}

interface Subscription {
	last: number | null;
	listeners: Set<ChannelListener>;
}

/** The server forgets a page that is silent for four seconds. */
const STILL_HERE_MS = 1_500;

type Ack = { ok: true; seq: number } | { ok: false; code: string; message: string };

/** One socket for all channels of the page; subscribes again by the last number seen when the connection returns. */
export class ChannelClient {
	private readonly socket: Socket;
	private readonly channels = new Map<string, Subscription>();

	constructor(onConnection: (connected: boolean) => void) {
		this.socket = io({ path: '/socket.io', transports: ['websocket', 'polling'], reconnectionDelay: 1000, reconnectionDelayMax: 10_000 });
		this.socket.on('connect', () => {
			onConnection(true);
			for (const [channel, subscription] of this.channels) this.ask(channel, subscription);
		});
		this.socket.on('disconnect', () => onConnection(false));
		this.socket.on('connect_error', () => onConnection(false));
		// The session ended somewhere else: what the page shows is no longer this person's to see.
		this.socket.on('revoked', () => location.assign('/sign-in'));
		this.socket.on('event', (event: ChannelEvent) => this.take(event));
		this.socket.on('reset', ({ channel, seq }: { channel: string; seq: number }) => {
			const subscription = this.channels.get(channel);
			if (!subscription) return;
			subscription.last = seq;
			for (const listener of subscription.listeners) listener.onReset();
		});
	}

	/** Listens to a channel; returns how to stop. */
	listen(channel: string, listener: ChannelListener): () => void {
		let subscription = this.channels.get(channel);
		if (!subscription) {
			subscription = { last: null, listeners: new Set() };
			this.channels.set(channel, subscription);
			if (this.socket.connected) this.ask(channel, subscription);
		}
		subscription.listeners.add(listener);
		return () => {
			subscription.listeners.delete(listener);
			if (subscription.listeners.size > 0) return;
			this.channels.delete(channel);
			this.socket.emit('unsubscribe', channel);
		};
	}

	/** Says that the reader is on a page while it is in front, and hears who else is. Needs the channel to be listened to. Returns how to leave. */
	attend(channel: string, tab: string | null, onPeople: (people: Present[]) => void): () => void {
		const hear = (said: { channel: string; people: Present[] }) => said.channel === channel && onPeople(said.people);
		const say = () => {
			if (this.socket.connected && document.visibilityState === 'visible') this.socket.emit('presence', { channel, tab });
		};
		const leave = () => this.socket.emit('presence', { channel, left: true });
		const turn = () => (document.visibilityState === 'visible' ? say() : leave());
		this.socket.on('presence', hear);
		document.addEventListener('visibilitychange', turn);
		addEventListener('pagehide', leave);
		const timer = setInterval(say, STILL_HERE_MS);
		say();
		return () => {
			clearInterval(timer);
			document.removeEventListener('visibilitychange', turn);
			removeEventListener('pagehide', leave);
			this.socket.off('presence', hear);
			leave();
			onPeople([]);
		};
	}

	close(): void {
		this.socket.close();
	}

	private ask(channel: string, subscription: Subscription): void {
		this.socket.emit('subscribe', { channel, after: subscription.last }, (ack: Ack) => {
			if (!ack.ok || subscription.last !== null) return;
			subscription.last = ack.seq;
			// The page was rendered before it listened: what happened between is fetched once.
			for (const listener of subscription.listeners) listener.onReset();
		});
	}

	private take(event: ChannelEvent): void {
		const subscription = this.channels.get(event.channel);
		if (!subscription) return;
		const step = judgeEvent(subscription.last, event.seq);
		if (step.kind === 'repair') this.ask(event.channel, subscription);
		if (step.kind !== 'deliver') return;
		subscription.last = event.seq;
		for (const listener of subscription.listeners) listener.onEvent(event);
	}
}
