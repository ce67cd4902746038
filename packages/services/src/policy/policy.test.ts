import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, expectAuditEntry, makeOrg, makeProject, makeUser, testContext, testDatabase } from '@interlock/testkit';
import { getPolicy, updatePolicy } from './index.ts';

describe('policy of an environment', () => {
	let db: Database;
	beforeAll(async () => {
		db = await testDatabase();
	});

	async function scene(reviewers = 2) {
		const org = await makeOrg(db);
		const place = await makeProject(db, org);
		const admin = await makeUser(db, org, ['admin'], 'root');
		const people = await Promise.all(Array.from({ length: reviewers }, (_, i) => makeUser(db, org, ['reviewer'], `reviewer-${i}`)));
		const ctx = await testContext(db, admin);
		return { org, place, admin, people, ctx, at: { ...place.place, environment: 'production' } };
	}
	const withCount = (count: number) => ({ ...defaultPolicy('production'), require: [{ name: 'review', count, from: ['role:reviewer'] }] });

	it('is there from the first day, readable and said in plain sentences', async () => {
		const { ctx, at } = await scene();
		const policy = await getPolicy(ctx, at);
		expect(policy.current).toMatchObject({ version: 1, environment: 'production', document: defaultPolicy('production') });
		expect(policy.sentences[0]).toContain('1 approval by people with the role reviewer');
		expect(policy.people.map((p) => p.name)).toEqual(['reviewer-0', 'reviewer-1']);
		expect(policy.edit.enabled).toBe(true);
	});

	it('saves an edit as a new version, keeps the old one and leaves an audit entry with both', async () => {
		const { ctx, at, org } = await scene();
		const saved = await updatePolicy(ctx, { ...at, baseVersion: 1, document: withCount(2) });
		expect(saved.version).toBe(2);
		const { current, versions } = await getPolicy(ctx, at);
		expect(current.document.require[0]?.count).toBe(2);
		expect(versions.map((v) => v.version)).toEqual([2, 1]);
		const entry = await expectAuditEntry(db, org.id, { action: 'policy.updated', targetId: saved.id });
		expect(entry).toMatchObject({ before: { version: 1 }, after: { version: 2 }, subjectDigest: saved.digest });
	});

	it('changes nothing when the same document is saved again', async () => {
		const { ctx, at } = await scene();
		expect(await updatePolicy(ctx, { ...at, baseVersion: 1, document: defaultPolicy('production') })).toMatchObject({ version: 1 });
	});

	it('refuses a policy that nobody could satisfy, and warns when the last reviewer left', async () => {
		const { ctx, at } = await scene(2);
		await expect(updatePolicy(ctx, { ...at, baseVersion: 1, document: withCount(3) })).rejects.toMatchObject({
			code: 'invalid',
			message: "require.0.count: 3 approvals can't be given for review, there are 2 people who may (people with the role reviewer)",
		});
		const alone = await scene(0);
		expect((await getPolicy(alone.ctx, alone.at)).warning).toContain('there are 0 people who may');
	});

	it('refuses an edit that was made from an older version', async () => {
		const { ctx, at } = await scene();
		await updatePolicy(ctx, { ...at, baseVersion: 1, document: withCount(2) });
		const document = { ...defaultPolicy('production'), retrain: { gate: 'superiority' as const, closeWhenNotShownBetter: false } };
		await expect(updatePolicy(ctx, { ...at, baseVersion: 1, document })).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'policy-moved' } });
	});

	it('refuses a reviewer without the permission, and leaves an audit entry of the attempt', async () => {
		const { ctx, at, org, people, place } = await scene();
		const [reviewer] = people;
		if (!reviewer) throw new Error('no reviewer');
		await expect(updatePolicy(as(ctx, reviewer), { ...at, baseVersion: 1, document: withCount(2) })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, org.id, { action: 'policy:write', decision: 'denied', targetId: place.projectId });
		expect((await getPolicy(as(ctx, reviewer), at)).edit).toMatchObject({ enabled: false, sentence: '"policy:write" needs the role admin' });
	});

	it('answers another organization like an unknown project', async () => {
		const { at } = await scene();
		const other = await scene();
		await expect(getPolicy(other.ctx, at)).rejects.toMatchObject({ code: 'not-found' });
	});
});
