import type { Database } from '@interlock/db';
import type { Stack } from '@interlock/testkit/stack';

/** A kill inside a named open step: `open` says whether the job is in it now. */
export interface Kill {
	part: string;
	step: string;
	open(db: Database): Promise<boolean>;
}

const is = async (rows: Promise<readonly { ok: boolean }[]>) => (await rows)[0]?.ok ?? false;

/** Seven parts, each killed inside a step that is open at that moment. */
export const KILLS: Kill[] = [
	{
		part: 'agent',
		step: 'training: its process runs',
		open: (db) => is(db.sql`select exists (select 1 from attempt where state = 'running' and pid is not null) as ok`),
	},
	{
		part: 'server',
		step: 'training: metrics are arriving',
		open: (db) => is(db.sql`select exists (select 1 from metric_point m join run r on r.id = m.run_id where r.status = 'RUNNING') as ok`),
	},
	{
		part: 'control',
		step: 'change: its revision is not evaluated yet',
		open: (db) => is(db.sql`select exists (select 1 from revision where evaluation in ('pending', 'running')) as ok`),
	},
	{ part: 'web', step: 'change: in review', open: (db) => is(db.sql`select exists (select 1 from change where state = 'in-review') as ok`) },
	{
		part: 'temporal',
		step: 'rollout: a step waits for its verdict',
		open: (db) => is(db.sql`select exists (select 1 from rollout_step where state = 'running') as ok`),
	},
	{
		part: 'postgres',
		step: 'rollout: requests are judged',
		open: (db) =>
			is(db.sql`select exists (select 1 from rollout o where state = 'running' and exists (select 1 from prediction p where p.rollout_id = o.id)) as ok`),
	},
	{ part: 'inference', step: 'rollout: requests are answered', open: (db) => is(db.sql`select exists (select 1 from rollout where state = 'running') as ok`) },
];

export interface Killed {
	part: string;
	step: string;
	pid: number;
	/** Milliseconds from the first kill of the job. */
	afterMs: number;
}

/** Kills each part with SIGKILL as soon as its step is open, in order. Ends when all were killed or the signal aborts; says what it did. */
export async function killThemAll(stack: Stack, db: Database, signal: AbortSignal, say: (line: string) => void): Promise<Killed[]> {
	const done: Killed[] = [];
	const beganMs = Date.now();
	for (const kill of KILLS) {
		while (!signal.aborted && !(await kill.open(db).catch(() => false))) await pause(20);
		if (signal.aborted) break;
		const pid = await patientPid(stack, kill.part);
		process.kill(pid, 'SIGKILL');
		done.push({ part: kill.part, step: kill.step, pid, afterMs: Date.now() - beganMs });
		say(`killed ${kill.part} (${pid}) in the open step "${kill.step}"`);
		await pause(250);
	}
	return done;
}

/** A part that was just killed has no pid for a moment. */
async function patientPid(stack: Stack, part: string): Promise<number> {
	for (let tries = 0; ; tries++) {
		try {
			return await stack.pidOf(part);
		} catch (error) {
			if (tries > 200) throw error;
			await pause(50);
		}
	}
}

export function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
