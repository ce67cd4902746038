import { EventEmitter } from 'node:events';
import type { Instance } from '../instance.ts';

const rings = new WeakMap<Instance, EventEmitter>();
const listening = new WeakMap<Instance, Map<string, Promise<unknown>>>();

/** Resolves when Postgres notifies the channel, after `waitMs`, or when the signal aborts; for long polls. One LISTEN per channel serves all. */
export async function waitForRing(instance: Instance, channel: string, waitMs: number, signal?: AbortSignal): Promise<void> {
	const emitter = emitterOf(instance);
	listenOnce(instance, channel, emitter);
	await new Promise<void>((resolve) => {
		const done = () => {
			clearTimeout(timer);
			emitter.off(channel, done);
			signal?.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, Math.max(0, waitMs));
		emitter.on(channel, done);
		signal?.addEventListener('abort', done);
	});
}

function emitterOf(instance: Instance): EventEmitter {
	let emitter = rings.get(instance);
	if (!emitter) {
		emitter = new EventEmitter().setMaxListeners(0);
		rings.set(instance, emitter);
	}
	return emitter;
}

function listenOnce(instance: Instance, channel: string, emitter: EventEmitter): void {
	const known = listening.get(instance) ?? new Map<string, Promise<unknown>>();
	listening.set(instance, known);
	if (known.has(channel)) return;
	const listener = instance.db.sql.listen(channel, () => emitter.emit(channel));
	known.set(
		channel,
		listener.catch(() => known.delete(channel)),
	);
}
