import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { review } from '@interlock/db/tables';
import type { UserActor } from '@interlock/domain/access';
import { as, expectAuditEntry, makeToken, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { type OpenedChange, reviewChange } from './index.ts';
import { makeScene, openReady, type Scene, view } from './test-fixture.ts';

const MINUTE_MS = 60_000;
let db: Database;
let scene: Scene;
let opened: OpenedChange;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
	opened = await openReady(scene);
});

const approve = (ctx: ServiceContext) => reviewChange(ctx, { ...scene.place, number: opened.number, verdict: 'approve', digest: opened.digest });
const jonasAfter = (minutes: number, strength: 'password' | 'link' = 'password') =>
	as(scene.jonas, { ...(scene.jonas.actor as UserActor), auth: { atMs: scene.clock.nowMs - minutes * MINUTE_MS, strength } });

describe('approving for production', () => {
	it('R16: needs a password entered at most 10 minutes ago; the verdict keeps when and how', async () => {
		await expect(approve(jonasAfter(11))).rejects.toMatchObject({
			code: 'forbidden',
			message: 'This needs your password, entered at most 10 min ago.',
			detail: { reason: 'step-up' },
		});
		await expectAuditEntry(db, scene.project.id, { action: 'change.approved', decision: 'denied', targetId: opened.id, reason: /needs your password/ });
		expect(await approve(jonasAfter(9))).toMatchObject({ state: 'approved' });
		const [row] = await db.drizzle.select().from(review).where(eq(review.changeId, opened.id));
		expect(row).toMatchObject({ authStrength: 'password', authAt: new Date(scene.clock.nowMs - 9 * MINUTE_MS) });
	});

	it('R16: a one-time link is no password, and an API token can not step up', async () => {
		await expect(approve(jonasAfter(0, 'link'))).rejects.toMatchObject({ detail: { reason: 'step-up' } });
		const token = as(scene.jonas, makeToken(scene.jonas.actor as UserActor, scene.project));
		await expect(approve(token)).rejects.toMatchObject({ message: expect.stringContaining("An API token can't step up"), detail: { reason: 'step-up' } });
	});

	it('R16: the page says within how long, and when it was last entered', async () => {
		expect((await view(scene, opened.number, jonasAfter(7))).viewer.stepUp).toEqual({
			withinMs: 10 * MINUTE_MS,
			enteredAtMs: scene.clock.nowMs - 7 * MINUTE_MS,
		});
		expect((await view(scene, opened.number, jonasAfter(7, 'link'))).viewer.stepUp).toEqual({ withinMs: 10 * MINUTE_MS, enteredAtMs: null });
	});
});
