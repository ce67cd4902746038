import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { review } from '@interlock/db/tables';
import type { AuthStrength, UserActor } from '@interlock/domain/access';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, expectAuditEntry, makeToken, testDatabase } from '@interlock/testkit';
import type { ServiceContext } from '../access/index.ts';
import { updatePolicy } from '../policy/index.ts';
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
const jonasAfter = (minutes: number, strength: AuthStrength = 'password') =>
	as(scene.jonas, { ...(scene.jonas.actor as UserActor), auth: { atMs: scene.clock.nowMs - minutes * MINUTE_MS, strength } });

describe('approving for production', () => {
	it('R16: needs a password or a passkey given at most 10 minutes ago; the verdict keeps when and how', async () => {
		await expect(approve(jonasAfter(11))).rejects.toMatchObject({
			code: 'forbidden',
			message: 'This needs your password again, or a passkey, given at most 10 min ago.',
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
			strength: 'password',
			enteredAtMs: scene.clock.nowMs - 7 * MINUTE_MS,
		});
		expect((await view(scene, opened.number, jonasAfter(7, 'link'))).viewer.stepUp).toEqual({
			withinMs: 10 * MINUTE_MS,
			strength: 'password',
			enteredAtMs: null,
		});
	});

	it('R16: a policy may ask for a passkey; then a password is not enough, and the page says so', async () => {
		const strict = await makeScene(db);
		await updatePolicy(strict.root, {
			...strict.place,
			environment: 'production',
			baseVersion: 1,
			document: { ...defaultPolicy('production'), stepUpStrength: 'passkey' },
		});
		const { number, digest } = await openReady(strict);
		const jonasBy = (strength: AuthStrength) => as(strict.jonas, { ...(strict.jonas.actor as UserActor), auth: { atMs: strict.clock.nowMs, strength } });
		const approveBy = (strength: AuthStrength) => reviewChange(jonasBy(strength), { ...strict.place, number, verdict: 'approve', digest });
		expect((await view(strict, number, jonasBy('password'))).viewer.stepUp).toEqual({ withinMs: 10 * MINUTE_MS, strength: 'passkey', enteredAtMs: null });
		await expect(approveBy('password')).rejects.toMatchObject({
			message: 'This needs a passkey, used at most 10 min ago; a password is not enough here.',
			detail: { reason: 'step-up' },
		});
		expect(await approveBy('passkey')).toMatchObject({ state: 'approved' });
		const [row] = await db.drizzle.select().from(review).where(eq(review.subjectDigest, digest));
		expect(row).toMatchObject({ authStrength: 'passkey' });
	});
});
