import { randomBytes } from 'node:crypto';
import type { Database } from '@interlock/db';
import { as, expectAuditEntry, makeUser, testDatabase } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCheckpointSigner, rememberCheckpointKey } from '../audit/index.ts';
import { getEvidence } from './get-evidence.ts';
import { reviewChange } from './review-change.ts';
import { makeScene, openReady, type Scene } from './test-fixture.ts';

const signer = createCheckpointSigner(randomBytes(32).toString('base64url'));

let db: Database;
let scene: Scene;
beforeAll(async () => {
	db = await testDatabase();
	await rememberCheckpointKey(db, signer);
	scene = await makeScene(db);
});

describe('the evidence of a change', () => {
	test('holds the subject, the policy, votes, gates, the decision with what it was made on, the timeline and every audit entry about it, proven', async () => {
		const opened = await openReady(scene);
		await reviewChange(scene.jonas, { ...scene.place, number: opened.number, verdict: 'approve', body: 'checked', digest: opened.digest });
		const auditor = as(scene.maya, await makeUser(db, scene.project, ['auditor'], 'ada'));
		const { pack, file, digest } = await getEvidence(auditor, { ...scene.place, number: opened.number }, signer);
		expect(pack).toMatchObject({
			madeBy: 'ada',
			change: { number: opened.number, state: 'approved' },
			subject: { digest: opened.digest, manifest: expect.any(Object) },
			policy: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
			votes: [{ name: 'jonas', counts: true }],
			gates: expect.arrayContaining([expect.objectContaining({ gate: 'non-inferiority', status: 'passed' })]),
			rollout: { state: 'running' },
		});
		expect(pack.decisions.at(-1)).toMatchObject({
			outcome: 'allow',
			inputs: { policyDigest: pack.policy.digest },
			inputsDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
		const actions = pack.entries.map(({ entry }) => JSON.parse(entry).action);
		expect(actions).toEqual(expect.arrayContaining(['change.opened', 'change.approved', 'change.decided', 'rollout.started', 'change.evidence-made']));
		expect(file.startsWith('{"pack":{')).toBe(true);
		expect(JSON.parse(file).signature).toContain(`interlock/evidence/${pack.change.id}\n${digest}\n`);
		await expectAuditEntry(db, scene.project.id, { action: 'change.evidence-made', targetId: pack.change.id });
	});

	test('is for who reads the audit log: a reviewer is refused, and the refusal is in the log', async () => {
		await expect(getEvidence(scene.jonas, { ...scene.place, number: 1 }, signer)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'audit:read', decision: 'denied' });
		const auditor = as(scene.maya, await makeUser(db, scene.project, ['auditor']));
		await expect(getEvidence(auditor, { ...scene.place, number: 99 }, signer)).rejects.toMatchObject({ code: 'not-found' });
	});

	test('an instance without a key makes none', async () => {
		const auditor = as(scene.maya, await makeUser(db, scene.project, ['auditor']));
		await expect(getEvidence(auditor, { ...scene.place, number: 1 }, null)).rejects.toThrow('This instance signs nothing: it has no checkpoint key');
	});
});
