import type { Database } from '@interlock/db';
import { sealEntries } from '@interlock/services/audit';
import { numberEvents } from '@interlock/services/event';
import type { Logger } from 'pino';
import type { Hub } from './hub.ts';

const SLOW_POLL_MS = 2_000;
const EXPIRY_POLL_MS = 15_000;

/** Numbers events and seals audit entries after commit: woken by NOTIFY, with a slow poll beside it. Returns how to stop it. */
export async function startSequencer(db: Database, hub: Hub, log: Logger): Promise<() => Promise<void>> {
	const events = loop(log, 'number events', async () => {
		const numbered = await numberEvents(db);
		hub.push(numbered);
		return numbered.length > 0;
	});
	const audit = loop(log, 'seal audit entries', async () => (await sealEntries(db)) > 0);
	const access = loop(log, 'recheck sockets', async () => {
		await hub.recheck();
		return false;
	});
	const listeners = [
		await db.sql.listen('interlock_event', events.wake),
		await db.sql.listen('interlock_audit', audit.wake),
		await db.sql.listen('interlock_access', access.wake),
	];
	const timer = setInterval(() => {
		events.wake();
		audit.wake();
	}, SLOW_POLL_MS);
	// Sessions and tokens also end by themselves, at their time.
	const clock = setInterval(access.wake, EXPIRY_POLL_MS);
	return async () => {
		clearInterval(timer);
		clearInterval(clock);
		await Promise.all(listeners.map((l) => l.unlisten().catch(() => {})));
		await Promise.all([events.stop(), audit.stop(), access.stop()]);
	};
}

/** Runs `work` when woken, never twice at once, again at once while it says there is more. */
function loop(log: Logger, name: string, work: () => Promise<boolean>): { wake: () => void; stop: () => Promise<void> } {
	let running: Promise<void> | null = null;
	let again = false;
	let stopped = false;
	const turn = async () => {
		try {
			do again = false;
			while (!stopped && ((await work()) || again));
		} catch (error) {
			if (!stopped) log.warn({ err: error }, `could not ${name}; trying again`);
		}
		running = null;
	};
	const wake = () => {
		if (stopped) return;
		if (running) again = true;
		else running = turn();
	};
	wake();
	return {
		wake,
		stop: async () => {
			stopped = true;
			await running;
		},
	};
}
