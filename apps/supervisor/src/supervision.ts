import type { PartState } from './instance-state.ts';
import type { Part, PartName } from './part.ts';
import { type WatchedPart, watchPart } from './watch-part.ts';

export interface Supervision {
	/** Begins to watch a part; resolves when it is ready for the first time. Nothing new begins once `stopAll` was called. */
	begin(part: Part): Promise<void>;
	/** Ends every part within 10 s, those that depend on others first. */
	stopAll(): Promise<void>;
}

/**
 * Which parts end when: each group gets until its deadline (ms after the stop began), then is killed.
 * The agent goes first: it ends its trainings, which takes up to 5 s.
 */
const STOP_ORDER: readonly { names: readonly PartName[]; untilMs: number }[] = [
	{ names: ['quickstart', 'agent'], untilMs: 5_600 },
	{ names: ['control', 'web', 'inference', 'server'], untilMs: 7_200 },
	{ names: ['temporal', 'postgres'], untilMs: 8_500 },
];

/** Watches parts under one roof. */
export function createSupervision(hooks: { say(text: string): void; changed(name: PartName, state: PartState): void }): Supervision {
	const watched = new Map<PartName, WatchedPart>();
	let stopping = false;
	return {
		begin: async (part) => {
			if (stopping) return;
			const watch = watchPart(part, { say: (text) => stopping || hooks.say(text), changed: (state) => hooks.changed(part.name, state) });
			watched.set(part.name, watch);
			await watch.ready;
		},
		stopAll: async () => {
			stopping = true;
			const begunMs = Date.now();
			for (const { names, untilMs } of STOP_ORDER) {
				const graceMs = Math.max(300, begunMs + untilMs - Date.now());
				await Promise.all(names.map(async (name) => watched.get(name)?.stop(graceMs)));
			}
		},
	};
}
