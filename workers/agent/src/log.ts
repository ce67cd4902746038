import pino, { type Logger } from 'pino';

export type Log = Logger;

/** JSON lines on standard output, written at once. A reader that goes away (the supervisor died) must not take the agent along. */
export function createLog(): Log {
	const out = pino.destination({ fd: 1, sync: true });
	out.on('error', () => {});
	return pino({ name: 'agent', base: { part: 'agent' } }, out);
}
