import type { Database } from '@interlock/db';
import type { Instance } from '../instance.ts';

export interface Readiness {
	ready: boolean;
	/** `ready`, or what is wrong in words. */
	parts: Record<string, string>;
}

const AGENT_SEEN_MS = 60_000;

/** The state of every part, asked now. */
export async function readiness(instance: Instance): Promise<Readiness> {
	const [postgres, web, inference, temporal, hosts] = await Promise.all([
		instance.db.sql`select 1`.then(
			() => 'ready',
			() => 'not answering',
		),
		probe(`${instance.env.webUrl}/sign-in`),
		probe(`${instance.env.inferenceUrl}/healthz`),
		reported(instance.db, 'control', 15_000),
		agents(instance.db),
	]);
	const parts: Record<string, string> = {
		server: 'ready',
		postgres,
		web,
		inference,
		control: temporal.control,
		temporal: temporal.temporal,
		agent: hosts.state,
	};
	if (hosts.isolation) parts.isolation = hosts.isolation;
	return { ready: Object.entries(parts).every(([name, state]) => name === 'isolation' || state === 'ready'), parts };
}

async function probe(url: string): Promise<string> {
	try {
		const answer = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' });
		return answer.status < 500 ? 'ready' : `answers ${answer.status}`;
	} catch {
		return 'not answering';
	}
}

/** The control worker writes a heartbeat fact every 5 s, saying whether it reaches Temporal. */
async function reported(db: Database, part: string, withinMs: number): Promise<{ control: string; temporal: string }> {
	const rows = await db.sql<{ value: { atMs: number; temporal: string } }[]>`select value from instance_fact where key = ${`heartbeat/${part}`}`.catch(
		() => [],
	);
	const value = rows[0]?.value;
	if (!value || Date.now() - value.atMs > withinMs) return { control: 'not answering', temporal: 'unknown while control is down' };
	return { control: 'ready', temporal: value.temporal };
}

async function agents(db: Database): Promise<{ state: string; isolation?: string }> {
	const rows = await db.sql<{ isolation: string; last_seen_at: Date }[]>`select isolation, last_seen_at from agent`.catch(() => []);
	const alive = rows.filter((row) => Date.now() - row.last_seen_at.getTime() < AGENT_SEEN_MS);
	if (alive.length === 0) return { state: 'no agent has asked for work in the last minute' };
	const bare = alive.some((row) => row.isolation === 'none');
	return { state: 'ready', isolation: bare ? 'trainings are not isolated on this host' : `trainings run under ${alive.map((a) => a.isolation).join(', ')}` };
}
