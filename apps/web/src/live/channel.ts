/** A fact pushed to the browser, numbered per channel. */
export interface ChannelEvent {
	channel: string;
	seq: number;
	type: string;
	data: Record<string, unknown>;
	atMs: number;
}

/** Somebody who has a page open, and which part of it they read. */
export interface Present {
	userId: string;
	name: string;
	tab: string | null;
}

/** What to do with an event, given the last number seen on its channel. */
export type Step = { kind: 'deliver' } | { kind: 'ignore' } | { kind: 'repair'; after: number };

/**
 * Every event is delivered once and in order: a number seen before is ignored, a gap asks for the rest again.
 * `last` null: nothing seen yet, so any number starts the count.
 */
export function judgeEvent(last: number | null, seq: number): Step {
	if (last === null || seq === last + 1) return { kind: 'deliver' };
	return seq <= last ? { kind: 'ignore' } : { kind: 'repair', after: last };
}
