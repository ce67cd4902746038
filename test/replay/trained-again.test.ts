import type { Database } from '@interlock/db';
import { getChange, reviewChange } from '@interlock/services/change';
import { claimWork, finishAttempt, registerAgent } from '@interlock/services/training';
import { as, auditEntries, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeVersion, open, serve } from '../../packages/services/src/change/test-fixture.ts';
import { askToReproduce, logAgain, trainedHere } from '../../packages/services/src/change/test-trained-here.ts';
import { type Kills, type Month, startMonth } from './month.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
}, 120_000);

/** A change whose policy asks for a reproduction, approved while it waits to be trained again, and then trained by an agent. */
async function live(month: Month) {
	const { scene } = month;
	await askToReproduce(scene);
	await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
	await trainedHere(scene, 2);
	const opened = await open(scene, 2, await month.present(scene.maya));
	const at = { ...scene.place, number: opened.number };
	await month.until(0.02);
	await reviewChange(await month.present(scene.jonas), { ...at, verdict: 'approve', digest: opened.digest });
	await month.until(0.04);
	const held = await getChange(scene.jonas, at);
	const agent = as(scene.maya, { kind: 'system', part: 'agent', scopes: ['agent:work'] });
	await registerAgent(agent, { agentId: 'a', name: 'a', bootId: 'b', devices: [], isolation: 'none', slots: 1 });
	const attempt = await claimWork(agent, { agentId: 'a', freeSlots: 1 }, 'http://127.0.0.1');
	if (!attempt) throw new Error('nothing is trained again');
	await logAgain(scene, opened.id, { mae: 12 });
	await finishAttempt(agent, attempt.id, { leaseToken: attempt.leaseToken, outcome: 'succeeded', exitCode: 0, reason: 'it ended' });
	await month.until(0.06);
	const decided = await getChange(scene.jonas, at);
	const entries = await auditEntries(db, scene.project.id);
	const count = (action: string) => entries.filter((entry) => entry.action === action).length;
	const [{ n: runs } = { n: 0 }] = await db.sql<{ n: number }[]>`select count(*)::int as n from training where project_id = ${scene.project.projectId}`;
	return {
		held: held.policy.decision.reasons,
		state: decided.state,
		gate: decided.gates.find(({ gate }) => gate === 'reproduction')?.status,
		told: decided.timeline.map(({ kind }) => kind),
		runs,
		audit: Object.fromEntries(['change.reproduction-started', 'change.reproduced', 'run.succeeded'].map((action) => [action, count(action)])),
	};
}

const EXPECTED = {
	held: ['Reproducible: running.'],
	state: 'approved',
	gate: 'passed',
	told: ['opened', 'reproducing', 'approve', 'reproduced', 'approved'],
	runs: 2,
	audit: { 'change.reproduction-started': 1, 'change.reproduced': 1, 'run.succeeded': 1 },
};

describe('a revision that is trained again', () => {
	it.each<[string, Kills]>([
		['the worker lives', { after: () => false, waiting: false }],
		['the worker is killed after each effect before its answer arrives, and while it waits', { after: (_, call) => call % 2 === 1, waiting: true }],
	])(
		'is trained once and judged once, and the approval that waited for it starts the rollout, when %s',
		async (_, kills) => {
			const month = await startMonth(db, kills);
			try {
				expect(await live(month)).toEqual(EXPECTED);
				if (kills.waiting)
					for (const activity of ['considerChange', 'startReproduction', 'settleReproduction', 'evaluateRevision', 'advanceRun'])
						expect(month.killed.after).toContain(activity);
			} finally {
				await month.stop();
			}
		},
		240_000,
	);
});
