import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { AssignedAttempt } from '@interlock/contracts/agent';
import type { Database } from '@interlock/db';
import type { Actor, Role, UserActor } from '@interlock/domain/access';
import type { StartRunInput } from '@interlock/domain/training';
import { as, makeProject, makeUser, testContext, type TestProject } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { pushDatasetVersion } from '../dataset/index.ts';
import { advanceRun, claimWork, registerAgent, startRun, type StartedRun } from './index.ts';

export const AGENT: Actor = { kind: 'system', part: 'agent', scopes: ['agent:work'] };
export const TRACKING = 'http://127.0.0.1:4100';

export interface TrainingWorld {
	db: Database;
	/** Moves by hand. */
	clock: { nowMs: number };
	project: TestProject;
	person: UserActor;
	/** A contributor's context. */
	ctx: ServiceContext;
	/** The agents' context. */
	agent: ServiceContext;
	/** The context of the process `run/<id>`. */
	process: ServiceContext;
}

/** A project with one dataset version, a contributor, and the contexts of agents and processes, on a clock that stands still. */
export async function makeTrainingWorld(db: Database, roles: Role[] = ['contributor']): Promise<TrainingWorld> {
	const project = await makeProject(db);
	const clock = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
	const person = await makeUser(db, project, roles);
	const ctx = await testContext(db, person, () => new Date(clock.nowMs));
	const pusher = as(ctx, await makeUser(db, project, ['contributor']));
	await pushDatasetVersion(pusher, { ...project.place, name: 'flights', format: 'csv', period: '2013-01' }, Readable.from([Buffer.from('a,b\n1,2\n')]));
	const process: Actor = { kind: 'process', process: 'run', workflowId: 'run/test', orgId: project.id };
	return { db, clock, project, person, ctx, agent: as(ctx, AGENT), process: as(ctx, process) };
}

export function start(w: TrainingWorld, more: Partial<StartRunInput> = {}): Promise<StartedRun> {
	return startRun(w.ctx, { ...w.project.place, template: 'nyc-flights', datasets: [{ name: 'flights' }], ...more });
}

/** Lets the run's process go on until it waits or ends. */
export async function advance(w: TrainingWorld, runId: string): Promise<{ next: 'wait' | 'end'; state?: string }> {
	for (let turn = 0; turn < 20; turn++) {
		const step = await advanceRun(w.process, runId);
		if (step.next === 'end') return step;
		if (step.next === 'wait') return { next: 'wait' };
	}
	throw new Error('never waits');
}

export async function newAgent(w: TrainingWorld): Promise<string> {
	const agentId = `agent-${randomUUID()}`;
	await registerAgent(w.agent, { agentId, name: agentId, bootId: 'boot', devices: [], isolation: 'none', slots: 4 });
	return agentId;
}

export function claim(w: TrainingWorld, agentId: string): Promise<AssignedAttempt | null> {
	return claimWork(w.agent, { agentId, freeSlots: 1 }, TRACKING);
}

/** A started training whose first attempt is leased. */
export async function leased(w: TrainingWorld, more: Partial<StartRunInput> = {}): Promise<{ run: StartedRun; attempt: AssignedAttempt }> {
	const run = await start(w, more);
	await advance(w, run.id);
	const attempt = await claim(w, await newAgent(w));
	if (!attempt) throw new Error('nothing to claim');
	return { run, attempt };
}

export async function attemptsOf(w: TrainingWorld, runId: string) {
	const rows = await w.db.sql<{ number: number; state: string; spawned: number; reason: string | null }[]>`
		select number, state, spawned, reason from attempt where run_id = ${runId} order by number`;
	return rows.map((row) => ({ ...row }));
}

export async function stateOf(w: TrainingWorld, runId: string) {
	const [row] = await w.db
		.sql`select t.state, t.reason, r.status, r.ended_at_ms is not null as ended from training t join run r on r.id = t.run_id where t.run_id = ${runId}`;
	return { ...row };
}

/** An agent's last report. */
export const done = (attempt: { leaseToken: number }, outcome: 'succeeded' | 'failed' | 'lost' | 'cancelled' = 'succeeded') => ({
	leaseToken: attempt.leaseToken,
	outcome,
	exitCode: 0,
	reason: `it ${outcome}`,
});

/** An agent's renewal. */
export const beat = (attempt: { leaseToken: number }, pid: number | null = 100) => ({ leaseToken: attempt.leaseToken, phase: 'training' as const, pid });

/** Agents take whatever a test before left queued: takes it away. */
export async function emptyQueue(db: Database): Promise<void> {
	await db.sql`update attempt set state = 'cancelled' where state = 'queued'`;
}
