import type { Database } from '@interlock/db';
import { personOf } from '@interlock/domain/access';
import { defaultPolicy } from '@interlock/domain/policy';
import { confirmBreakGlass, getChange, type OpenedChange, requestBreakGlass, reviewChange } from '@interlock/services/change';
import { createDelegation } from '@interlock/services/delegation';
import { finishRollout } from '@interlock/services/deployment';
import { updatePolicy } from '@interlock/services/policy';
import { as, auditEntries, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeVersion, open, serve } from '../../packages/services/src/change/test-fixture.ts';
import { type Month, startMonth } from './month.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let db: Database;
beforeAll(async () => {
	db = await testDatabase();
}, 120_000);

/**
 * A month: a change nobody reviews; one whose first approval expires, approved by a delegate and held by a freeze; one that goes out by
 * break-glass and that nobody reviews afterwards; one that can't be evaluated. Told as "kind day" of each timeline.
 */
async function live(month: Month) {
	const { scene, startMs } = month;
	const at = (day: number) => startMs + day * DAY_MS;
	const document = defaultPolicy('production');
	await updatePolicy(scene.root, {
		...scene.place,
		environment: 'production',
		baseVersion: 1,
		document: {
			...document,
			require: document.require.map((one) => ({ ...one, count: 2 })),
			review: { ...document.review, dueMs: 8 * DAY_MS },
			expiry: { ...document.expiry, changeMs: 12 * DAY_MS },
			freeze: [{ kind: 'once', name: 'Stocktaking', from: iso(at(13.2)), until: iso(at(13.7)) }],
			rolloutPlan: { ...document.rolloutPlan, steps: [{ kind: 'weight', weight: 100, minRequests: 0, deadlineMs: 30 * DAY_MS }] },
		},
	});
	await serve(scene, await makeVersion(scene, 'delay-v1', { version: 1 }));
	const propose = async (version: number) => {
		await makeVersion(scene, 'delay-v1', { version });
		return open(scene, version, await month.present(scene.maya));
	};
	const approve = async (ctx: typeof scene.jonas, on: OpenedChange) => {
		await reviewChange(await month.present(ctx), { ...scene.place, number: on.number, verdict: 'approve', digest: on.digest });
		await month.settle();
	};
	const goLive = async (on: OpenedChange) => {
		const { rollout } = await getChange(scene.jonas, { ...scene.place, number: on.number });
		await finishRollout(scene.process, { rolloutId: rollout?.id ?? '' });
		await month.settle();
	};
	const serving = async () => {
		const [version] = await db.sql<{ version: number }[]>`
			select v.version from endpoint e join model_version v on v.id = e.champion_version_id where e.id = ${scene.endpointId}`;
		return version?.version;
	};

	const ignored = await propose(2);
	await month.until(8);
	const delegated = await propose(3);
	await month.until(9);
	await approve(scene.jonas, delegated);
	await month.until(12.5);
	const [expired] = (await getChange(scene.jonas, { ...scene.place, number: delegated.number })).policy.votes;
	const noor = as(scene.jonas, await makeUser(db, scene.project, ['viewer'], 'noor'));
	await createDelegation(await month.present(scene.jonas), {
		org: scene.project.slug,
		to: personOf(noor.actor) ?? '',
		fromMs: at(12.5),
		untilMs: at(20),
	});
	await month.until(13);
	await approve(noor, delegated);
	await month.until(13.3);
	await approve(scene.lee, delegated);
	const held = (await getChange(scene.jonas, { ...scene.place, number: delegated.number })).policy;
	await month.until(14);
	await goLive(delegated);
	const afterApproval = await serving();
	await month.until(15);
	const emergency = await propose(4);
	await month.until(16);
	const seen = { ...scene.place, number: emergency.number, digest: emergency.digest };
	await requestBreakGlass(await month.present(scene.gus), { ...seen, reason: 'Every prediction fails since this morning.', incident: 'INC-7' });
	await confirmBreakGlass(await month.present(scene.ida), seen);
	await goLive(emergency);
	const afterBreakGlass = await serving();
	await month.until(18);
	const afterRollback = await serving();
	month.evaluation.fails = true;
	const unlucky = await propose(5);
	await month.until(31);

	const told = async ({ number }: OpenedChange) =>
		(await getChange(scene.jonas, { ...scene.place, number })).timeline.map(({ kind, atMs }) => `${kind} ${((atMs - startMs) / DAY_MS).toFixed(1)}`);
	const entries = await auditEntries(db, scene.project.id);
	const counted = ['change.reminded', 'change.escalated', 'change.expired', 'change.break-glass-used', 'change.break-glass-taken-back', 'endpoint.rolled-back'];
	return {
		ignored: await told(ignored),
		delegated: await told(delegated),
		emergency: await told(emergency),
		unlucky: await told(unlucky),
		expired: expired?.why,
		held: held.decision.reasons.map((reason) => reason.replace(/ until .*/, '')),
		votes: held.votes.map(({ name, forName, counts }) => `${name}${forName ? ` for ${forName}` : ''}${counts ? ' counts' : ''}`),
		serving: [afterApproval, afterBreakGlass, afterRollback],
		audit: Object.fromEntries(counted.map((action) => [action, entries.filter((entry) => entry.action === action).length])),
	};
}

/** Each thing once, on its day. */
const EXPECTED = {
	ignored: ['opened 0.0', 'reminded 2.0', 'escalated 4.0', 'closed 8.0'],
	delegated: ['opened 8.0', 'approve 9.0', 'reminded 10.0', 'escalated 12.0', 'approve 13.0', 'approve 13.3', 'approved 13.7', 'applied 14.0'],
	emergency: ['opened 15.0', 'break-glass 16.0', 'break-glass 16.0', 'applied 16.0', 'break-glass-taken-back 17.0'],
	unlucky: ['opened 18.0', 'expired 30.0'],
	expired: 'Expired.',
	held: ['Frozen: Stocktaking,'],
	votes: ['jonas', 'noor for jonas counts', 'lee counts'],
	serving: [3, 4, 3],
	audit: {
		'change.reminded': 2,
		'change.escalated': 2,
		'change.expired': 1,
		'change.break-glass-used': 1,
		'change.break-glass-taken-back': 1,
		'endpoint.rolled-back': 1,
	},
};

const iso = (ms: number) => new Date(ms).toISOString();

describe('a month in skipped time', () => {
	it('R15, R18, R19, R20, R22: reminders, escalation, expiry, a delegation and a break-glass with forced rollback happen when they should, once', async () => {
		const month = await startMonth(db, { after: () => false, waiting: false });
		try {
			expect(await live(month)).toEqual(EXPECTED);
		} finally {
			await month.stop();
		}
	}, 480_000);

	it('the same with the worker killed at each await: after every effect before its answer arrives, at every twelfth look, and every second day while it waits', async () => {
		const month = await startMonth(db, { after: (activity, call) => (activity === 'considerChange' ? call % 12 === 1 : call % 2 === 1), waiting: true });
		try {
			expect(await live(month)).toEqual(EXPECTED);
			for (const activity of ['considerChange', 'evaluateRevision', 'remindReviewers', 'closeByPolicy', 'takeBackUnreviewed'])
				expect(month.killed.after).toContain(activity);
			expect(month.killed.waiting).toBeGreaterThan(15);
			process.stdout.write(`the worker was killed ${month.killed.after.length} times after an effect and ${month.killed.waiting} times while waiting\n`);
		} finally {
			await month.stop();
		}
	}, 480_000);
});
