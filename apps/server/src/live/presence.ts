/** Somebody on a page, and which part of it they read. */
export interface Present {
	userId: string;
	name: string;
	tab: string | null;
}

interface Attendance extends Present {
	channel: string;
	/** Others see them: they didn't opt out. */
	shown: boolean;
	seenMs: number;
	send: (people: Present[]) => void;
}

export interface Presence {
	/** Says that a connection is on a page, or still is; everybody there is told when that is news. */
	attend(connection: string, who: Omit<Attendance, 'seenMs'>): void;
	/** The connection left a page, or all of them. */
	leave(connection: string, channel?: string): void;
	/** Whether others may see whom a connection showed on a page; null when it isn't there. */
	shownOn(connection: string, channel: string): boolean | null;
	/** Somebody chose anew whether they are seen: everything of theirs is let go, and asked again when their pages speak up. */
	forget(userId: string): void;
	/** Lets go of connections that haven't been heard of. Call it every second. */
	sweep(): void;
}

/** A page says every 1.5 s that it is looked at; one that was silent for this long is gone, at most 5 s after it left without a word. */
const SILENT_MS = 4_000;

/**
 * Who is on which page now. Kept in memory: it is true only while sockets are open, and nothing is decided by it. Each person is shown
 * once, with the part they opened last.
 */
export function createPresence(now: () => number = Date.now): Presence {
	const here = new Map<string, Attendance>();
	const key = (connection: string, channel: string) => `${connection} ${channel}`;

	function peopleOn(channel: string): Present[] {
		const people = new Map<string, Present>();
		for (const one of here.values()) if (one.channel === channel && one.shown) people.set(one.userId, { userId: one.userId, name: one.name, tab: one.tab });
		return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
	}
	function tell(channel: string): void {
		const people = peopleOn(channel);
		for (const one of here.values()) if (one.channel === channel) one.send(people);
	}

	function drop(whom: (one: Attendance) => boolean): void {
		const dropped = [...here].filter(([, one]) => whom(one));
		for (const [at] of dropped) here.delete(at);
		for (const channel of new Set(dropped.map(([, one]) => one.channel))) tell(channel);
	}

	return {
		attend: (connection, who) => {
			const at = key(connection, who.channel);
			const before = here.get(at);
			here.delete(at);
			here.set(at, { ...who, seenMs: now() });
			if (!before || before.tab !== who.tab || before.shown !== who.shown) tell(who.channel);
		},
		leave: (connection, channel) => {
			const left = [...here].filter(([at]) => (channel ? at === key(connection, channel) : at.startsWith(`${connection} `)));
			for (const [at] of left) here.delete(at);
			for (const [, one] of left) tell(one.channel);
		},
		shownOn: (connection, channel) => here.get(key(connection, channel))?.shown ?? null,
		forget: (userId) => drop((one) => one.userId === userId),
		sweep: () => drop((one) => now() - one.seenMs >= SILENT_MS),
	};
}
