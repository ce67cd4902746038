import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { signedBody } from '@interlock/domain/check';
import { defaultPolicy } from '@interlock/domain/policy';
import { canonicalJson } from '@interlock/storage';
import { expectAuditEntry, testDatabase } from '@interlock/testkit';
import { type OpenedChange, pushRevision, reviewChange } from '../change/index.ts';
import { makeScene, makeVersion, openReady, passGates, type Scene, view } from '../change/test-fixture.ts';
import { updatePolicy } from '../policy/index.ts';
import { addIssuer, listIssuers, postCheck, revokeIssuer } from './index.ts';

let db: Database;
let scene: Scene;
let opened: OpenedChange;
let key: KeyObject;
beforeAll(async () => {
	db = await testDatabase();
});
beforeEach(async () => {
	scene = await makeScene(db);
	const document = { ...defaultPolicy('production'), checks: [{ id: 'fairness', issuer: 'ci-1' }] };
	await updatePolicy(scene.root, { ...scene.place, environment: 'production', baseVersion: 1, document });
	key = await issuer('ci-1');
	opened = await openReady(scene);
});

async function issuer(name: string): Promise<KeyObject> {
	const pair = generateKeyPairSync('ed25519');
	await addIssuer(scene.root, { ...scene.place, name, publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString() });
	return pair.privateKey;
}

const STATEMENT = { check: 'fairness', status: 'passed' as const, summary: 'All four groups within 0.3 min.', detailsUrl: null };
/** A statement as its issuer signs it; `sent` changes it afterwards. */
function signed(more: Partial<{ subject: string; issuedAt: string; number: number; status: 'passed' | 'failed' }> = {}, by = key) {
	const { number = opened.number, ...rest } = more;
	const statement = { ...STATEMENT, subject: opened.digest, issuedAt: '2026-03-01T12:00:00Z', ...rest };
	const body = signedBody({ ...scene.place, number }, statement);
	return { ...statement, signature: sign(null, Buffer.from(canonicalJson(body)), by).toString('base64') };
}
const post = (statement: ReturnType<typeof signed>, ctx = scene.dora) => postCheck(ctx, { ...scene.place, number: opened.number, ...statement });
const gate = async () => (await view(scene, opened.number)).gates.find((g) => g.gate === 'check:fairness');
const approve = () => reviewChange(scene.jonas, { ...scene.place, number: opened.number, verdict: 'approve', body: '', digest: opened.digest });

describe('R11: required checks are pinned to an issuer key and to the subject digest', () => {
	it('R11: a revision waits for the check that its policy names, and rolls out when its issuer signs it', async () => {
		expect(await gate()).toMatchObject({ status: 'pending', sentence: 'Waits for "fairness", signed by the key of ci-1.' });
		expect(await approve()).toMatchObject({ state: 'in-review', decision: { reasons: ['fairness, by ci-1: pending.'] } });
		expect(await post(signed())).toEqual({ id: expect.any(String), rolloutId: expect.any(String) });
		expect(await gate()).toMatchObject({
			status: 'passed',
			sentence: 'All four groups within 0.3 min. Signed by ci-1, 2026-03-01T12:00:00Z.',
			evidence: { issuer: 'ci-1', subject: opened.digest },
		});
		expect(await expectAuditEntry(db, scene.project.id, { action: 'check.posted', targetId: opened.id })).toMatchObject({
			subjectDigest: opened.digest,
			after: { check: 'fairness', status: 'passed', issuer: 'ci-1' },
		});
	});

	it('R11: refuses another key, a changed statement and a statement for another change, and keeps the refusal', async () => {
		const other = await issuer('ci-2');
		await expect(post(signed({}, other))).rejects.toMatchObject({
			code: 'forbidden',
			message: '"fairness" isn\'t signed by the key of ci-1, which the policy pins.',
		});
		await expect(post({ ...signed({ status: 'failed' }), status: 'passed' })).rejects.toMatchObject({ code: 'forbidden' });
		await expect(post(signed({ number: opened.number + 1 }))).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'check.posted', decision: 'denied', targetId: opened.id, reason: /which the policy pins/ });
		expect(await gate()).toMatchObject({ status: 'pending' });
	});

	it('R11: refuses the digest of another revision; a new revision needs the check anew', async () => {
		await expect(post(signed({ subject: 'f'.repeat(64) }))).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'candidate-changed' } });
		await post(signed());
		await makeVersion(scene, 'delay-v1', { version: 3 });
		const second = await pushRevision(scene.maya, { ...scene.place, number: opened.number, version: 3 });
		await passGates(scene, opened.id, 2);
		expect(await gate()).toMatchObject({ status: 'pending' });
		await expect(post(signed({ issuedAt: '2026-03-01T12:01:00Z' }))).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'candidate-changed' } });
		await post(signed({ subject: second.digest, issuedAt: '2026-03-01T12:02:00Z' }));
		expect(await gate()).toMatchObject({ status: 'passed' });
	});

	it('R11: refuses a statement that is not newer than the last one, so that an old pass cannot cover a later failure', async () => {
		const old = signed();
		await post(old);
		await post(signed({ status: 'failed', issuedAt: '2026-03-01T12:01:00Z' }));
		expect(await gate()).toMatchObject({ status: 'failed' });
		await expect(post(old)).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'replayed' } });
		await expect(post(signed({ issuedAt: '2026-03-01T12:30:00Z' }))).rejects.toMatchObject({ code: 'invalid', message: /issuedAt: lies in the future/ });
		expect(await gate()).toMatchObject({ status: 'failed' });
	});

	it('R11: a revoked key signs nothing any more, and what it signed on an open change counts no longer', async () => {
		await post(signed());
		expect(await revokeIssuer(scene.root, { ...scene.place, name: 'ci-1' })).toEqual({ changes: 1 });
		expect(await gate()).toMatchObject({ status: 'pending', sentence: 'The key of ci-1 was revoked; what it signed counts no longer.' });
		await expect(post(signed({ issuedAt: '2026-03-01T12:03:00Z' }))).rejects.toMatchObject({ code: 'forbidden', message: /no key that is registered/ });
		key = await issuer('ci-1');
		await post(signed({ issuedAt: '2026-03-01T12:04:00Z' }));
		expect(await gate()).toMatchObject({ status: 'passed' });
		await expectAuditEntry(db, scene.project.id, { action: 'issuer.revoked' });
	});

	it('R7, R11: a check that only the newest policy names holds an open change too, and can be brought to it', async () => {
		const license = await issuer('legal');
		const document = {
			...defaultPolicy('production'),
			checks: [
				{ id: 'fairness', issuer: 'ci-1' },
				{ id: 'licence', issuer: 'legal' },
			],
		};
		await updatePolicy(scene.root, { ...scene.place, environment: 'production', baseVersion: 2, document });
		await post(signed());
		expect(await approve()).toMatchObject({ state: 'in-review', decision: { reasons: ['By the newest policy: The check "licence" by legal is missing.'] } });
		const { signature: _, ...statement } = signed();
		const body = signedBody({ ...scene.place, number: opened.number }, { ...statement, check: 'licence' });
		const signature = sign(null, Buffer.from(canonicalJson(body)), license).toString('base64');
		expect(await post({ ...statement, check: 'licence', signature })).toMatchObject({ rolloutId: expect.any(String) });
	});

	it('knows no check that the policy does not name, and takes none from somebody who may not comment', async () => {
		await expect(post({ ...signed(), check: 'drift' })).rejects.toMatchObject({ code: 'not-found', detail: { field: 'check' } });
		await expect(post({ ...signed(), signature: 'short' })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'signature' } });
	});
});

describe('issuers of checks', () => {
	it('are registered by an administrator, with a key of the right kind that nobody has', async () => {
		const pair = generateKeyPairSync('ed25519');
		const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
		const add = (name: string, pem: string, ctx = scene.root) => addIssuer(ctx, { ...scene.place, name, publicKey: pem });
		await expect(add('drift', publicKey, scene.maya)).rejects.toMatchObject({ code: 'forbidden' });
		await expectAuditEntry(db, scene.project.id, { action: 'policy:write', decision: 'denied' });
		await expect(revokeIssuer(scene.maya, { ...scene.place, name: 'ci-1' })).rejects.toMatchObject({ code: 'forbidden' });
		const made = await add('drift', publicKey);
		await expectAuditEntry(db, scene.project.id, { action: 'issuer.added', targetId: made.id });
		await expect(add('drift', publicKey)).rejects.toMatchObject({ code: 'conflict' });
		await expect(add('other', publicKey)).rejects.toMatchObject({ code: 'conflict', message: 'publicKey: it is the key of drift' });
		const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();
		await expect(add('rsa', rsa)).rejects.toMatchObject({ code: 'invalid', message: /must be an Ed25519 public key as PEM \(it is a key of the kind rsa\)/ });
		await expect(add('text', 'no key')).rejects.toMatchObject({ code: 'invalid', detail: { field: 'publicKey' } });
		await expect(revokeIssuer(scene.root, { ...scene.place, name: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
		expect((await listIssuers(scene.jonas, scene.place)).issuers.map(({ name }) => name)).toEqual(['ci-1', 'drift']);
		await expect(listIssuers((await makeScene(db)).maya, scene.place)).rejects.toMatchObject({ code: 'not-found' });
	});
});
