import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, expectAuditEntry, makeOrg, makeProject, makeUser, testContext, testDatabase } from '@interlock/testkit';
import { decideProposal, getPolicy, updatePolicy } from './index.ts';

describe('R7: policy changes are reviewed', () => {
	let db: Database;
	beforeAll(async () => {
		db = await testDatabase();
	});

	async function scene() {
		const org = await makeOrg(db);
		const { place } = await makeProject(db, org);
		const root = await makeUser(db, org, ['admin'], 'root');
		const ada = await makeUser(db, org, ['admin'], 'ada');
		for (const name of ['lee', 'jonas']) await makeUser(db, org, ['reviewer'], name);
		const ctx = await testContext(db, root);
		const at = { ...place, environment: 'production' };
		const document = { ...defaultPolicy('production'), require: [{ name: 'review', count: 2, from: ['role:reviewer'] }] };
		return { org, ctx, other: as(ctx, ada), at, document };
	}

	it('R7: an edit of a protected policy is a proposal that changes nothing until somebody else approves it', async () => {
		const { org, ctx, other, at, document } = await scene();
		const saved = await updatePolicy(ctx, { ...at, baseVersion: 1, document, reason: 'Two see more.' });
		expect(saved).toMatchObject({ version: 1, proposal: { approvers: ['ada'] } });
		await expectAuditEntry(db, org.id, { action: 'policy.proposed' });
		const { current, proposals } = await getPolicy(other, at);
		expect(current.version).toBe(1);
		expect(proposals[0]).toMatchObject({
			state: 'open',
			proposedBy: 'root',
			reason: 'Two see more.',
			approve: { enabled: true },
			diff: {
				removed: ['review: 1 approval by people with the role reviewer who did not contribute.'],
				added: ['review: 2 approvals by people with the role reviewer who did not contribute.'],
			},
		});
		expect(await decideProposal(other, { ...at, proposal: saved.proposal?.id ?? '', verdict: 'approve' })).toEqual({ state: 'approved', version: 2 });
		expect((await getPolicy(ctx, at)).current).toMatchObject({ version: 2, createdBy: 'root' });
		const entry = await expectAuditEntry(db, org.id, { action: 'policy.updated' });
		expect(entry.after).toMatchObject({ version: 2, review: { proposalId: saved.proposal?.id } });
	});

	it('R7: nobody approves their own proposal; they may withdraw it, and somebody else may reject it', async () => {
		const { org, ctx, other, at, document } = await scene();
		const propose = async () => (await updatePolicy(ctx, { ...at, baseVersion: 1, document })).proposal?.id ?? '';
		const first = await propose();
		const own = decideProposal(ctx, { ...at, proposal: first, verdict: 'approve' });
		await expect(own).rejects.toMatchObject({ code: 'forbidden', message: "You proposed this policy, so you can't approve it." });
		await expectAuditEntry(db, org.id, { action: 'policy.updated', decision: 'denied' });
		await expect(decideProposal(other, { ...at, proposal: first, verdict: 'withdraw' })).rejects.toMatchObject({ code: 'forbidden' });
		expect(await decideProposal(ctx, { ...at, proposal: first, verdict: 'withdraw' })).toEqual({ state: 'withdrawn', version: null });
		await expect(decideProposal(other, { ...at, proposal: first, verdict: 'approve' })).rejects.toMatchObject({ detail: { reason: 'proposal-decided' } });
		expect(await decideProposal(other, { ...at, proposal: await propose(), verdict: 'reject', reason: 'Too slow.' })).toMatchObject({ state: 'rejected' });
		expect((await getPolicy(ctx, at)).current.version).toBe(1);
	});

	it('is approved only while it is about the newest version', async () => {
		const { ctx, other, at, document } = await scene();
		const ids = [];
		for (const count of [2, 1]) {
			const require = [{ name: 'review', count, from: ['role:reviewer'] }, ...(count === 1 ? [{ name: 'ml', count: 1, from: ['role:reviewer'] }] : [])];
			ids.push((await updatePolicy(ctx, { ...at, baseVersion: 1, document: { ...document, require } })).proposal?.id ?? '');
		}
		await decideProposal(other, { ...at, proposal: ids[0] ?? '', verdict: 'approve' });
		await expect(decideProposal(other, { ...at, proposal: ids[1] ?? '', verdict: 'approve' })).rejects.toMatchObject({ detail: { reason: 'policy-moved' } });
		expect((await getPolicy(other, at)).proposals[0]).toMatchObject({ outdated: true, approve: { enabled: false } });
	});

	it('is at once where the policy is not protected', async () => {
		const { ctx, at } = await scene();
		const document = { ...defaultPolicy('staging'), require: [{ name: 'review', count: 2, from: ['role:reviewer'] }] };
		expect(await updatePolicy(ctx, { ...at, environment: 'staging', baseVersion: 1, document })).toMatchObject({ version: 2, proposal: null });
	});

	it('refuses a reviewer without the permission, and leaves an audit entry of the attempt', async () => {
		const { org, ctx, at, document } = await scene();
		const id = (await updatePolicy(ctx, { ...at, baseVersion: 1, document })).proposal?.id ?? '';
		const kim = await makeUser(db, org, ['reviewer'], 'kim');
		await expect(decideProposal(as(ctx, kim), { ...at, proposal: id, verdict: 'approve' })).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, org.id, { action: 'policy:write', decision: 'denied' });
		expect((await getPolicy(as(ctx, kim), at)).proposals[0]?.approve).toEqual({ enabled: false, sentence: '"policy:write" needs the role admin' });
	});
});
