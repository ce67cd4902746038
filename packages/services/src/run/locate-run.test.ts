import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { runIdFromWire } from '@interlock/domain/run';
import { beforeAll, describe, expect, it } from 'vitest';
import { locateRun } from './index.ts';
import { type TrackingWorld, trackingWorld } from './test-fixture.ts';

describe('finding a run by its id alone', () => {
	let w: TrackingWorld;
	beforeAll(async () => {
		w = await trackingWorld(await testDatabase());
	});

	it('names its organization and project to somebody who may see it', async () => {
		const runId = await w.newRun();
		expect(await locateRun(w.viewer, { runId })).toEqual({ ...w.place, runId });
	});

	it("answers another organization's run like an unknown one, and keeps the attempt", async () => {
		const runId = await w.newRun();
		const unseen = await locateRun(w.outsider, { runId }).catch((error: Error) => error.message);
		const unknown = await locateRun(w.outsider, { runId: 'f'.repeat(32) }).catch((error: Error) => error.message);
		expect(String(unseen).replace(runId, '')).toBe(String(unknown).replace('f'.repeat(32), ''));
		await expectAuditEntry(w.db, w.project.id, { action: 'run:read', targetId: runIdFromWire(runId), decision: 'denied' });
	});
});
