import type { ProcessCommand } from '@interlock/contracts/process';
import type { Database } from '@interlock/db';

type Start = Extract<ProcessCommand, { kind: 'start' }>;

/** Every row that expects a process to go on with it, as the command that starts that process. The record alone decides; Temporal isn't asked. */
export async function openProcesses(db: Database): Promise<Start[]> {
	const [runs, changes, rollouts, retrains] = await Promise.all([
		db.sql<{ id: string }[]>`select run_id as id from training where state in ('queued', 'running')`,
		db.sql<{ id: string }[]>`select id from change where state in ('draft', 'in-review', 'approved') or (state = 'applied' and id in (
			select change_id from break_glass where used_at is not null and verdict is null and taken_back_at is null
			union all select change_id from reproduction where state = 'training'))`,
		db.sql<{ id: string }[]>`select id from rollout where state in ('running', 'paused')`,
		db.sql<{ id: string }[]>`select id from retrain_trigger where state in ('queued', 'training')`,
	]);
	return [
		...runs.map(({ id }): Start => ({ kind: 'start', process: 'run', workflowId: `run/${id}`, args: { runId: id } })),
		...changes.map(({ id }): Start => ({ kind: 'start', process: 'change', workflowId: `change/${id}`, args: { changeId: id } })),
		...rollouts.map(({ id }): Start => ({ kind: 'start', process: 'rollout', workflowId: `rollout/${id}`, args: { rolloutId: id } })),
		...retrains.map(({ id }): Start => ({ kind: 'start', process: 'retrain', workflowId: `retrain/${id}`, args: { triggerId: id } })),
	];
}
