import type { PartState } from './instance-state.ts';
import type { Part, PartName } from './part.ts';
import { type WatchedPart, watchPart } from './watch-part.ts';

export interface Supervision {
	/** Begins to watch a part; resolves when it is ready for the first time. Nothing new begins once `stopAll` was called. */
	begin(part: Part): Promise<void>;
	/** Ends every part within 10 s, those that depend on others first. */
	stopAll(): Promise<void>;
}

interface StopTurn {
	/** Parts that use this one: they end first. */
	after: readonly PartName[];
	/** When it is killed at the latest, in ms after the stop began. */
	untilMs: number;
}

/** How everything is gone within 10 s: the agent takes longest, since it gives its trainings 5 s; the front door stays for its last report. */
const STOP_TURNS: Record<PartName, StopTurn> = {
	quickstart: { after: [], untilMs: 3_000 },
	agent: { after: [], untilMs: 8_000 },
	web: { after: [], untilMs: 5_000 },
	inference: { after: [], untilMs: 5_000 },
	control: { after: [], untilMs: 5_000 },
	temporal: { after: ['control'], untilMs: 8_500 },
	server: { after: ['agent', 'inference', 'web', 'quickstart'], untilMs: 8_800 },
	postgres: { after: ['server', 'web', 'control'], untilMs: 9_300 },
};

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
			const ends = new Map<PartName, Promise<void>>();
			const end = (name: PartName): Promise<void> => {
				const known = ends.get(name) ?? endInTurn(name);
				ends.set(name, known);
				return known;
			};
			const endInTurn = async (name: PartName): Promise<void> => {
				await Promise.all(STOP_TURNS[name].after.map(end));
				await watched.get(name)?.stop(Math.max(300, begunMs + STOP_TURNS[name].untilMs - Date.now()));
			};
			await Promise.all([...watched.keys()].map(end));
		},
	};
}
