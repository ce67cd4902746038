import type { NumberedEvent } from '@interlock/services/event';

/** One channel of one connection: every event once and in order, also while what was missed is still being read. */
export interface Feed {
	/** An event as it is numbered; held back until `goOn`. */
	take(event: NumberedEvent): void;
	/** Everything up to `seq` was sent: sends what came meanwhile, then goes live. */
	goOn(seq: number): void;
}

export function createFeed(send: (event: NumberedEvent) => void): Feed {
	let sent: number | null = null;
	const held: NumberedEvent[] = [];
	const pass = (event: NumberedEvent) => {
		if (sent === null || event.seq <= sent) return;
		sent = event.seq;
		send(event);
	};
	return {
		take: (event) => {
			if (sent === null) held.push(event);
			else pass(event);
		},
		goOn: (seq) => {
			sent = seq;
			for (const event of held.splice(0)) pass(event);
		},
	};
}
