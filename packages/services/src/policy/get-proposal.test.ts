import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@interlock/db';
import { defaultPolicy } from '@interlock/domain/policy';
import { as, expectAuditEntry, makeOrg, makeToken, makeUser, testDatabase } from '@interlock/testkit';
import { uuidv7 } from 'uuidv7';
import { makeScene, openReady, type Scene } from '../change/test-fixture.ts';
import { decideProposal, getPolicy, getProposal, updatePolicy } from './index.ts';

let db: Database;
beforeAll(async () => {
	db = await testDatabase();
});

/** root proposes that two approve; ada may edit policies as well. */
async function proposed() {
	const scene = await makeScene(db);
	const ada = as(scene.root, await makeUser(db, scene.project, ['admin'], 'ada'));
	const at = { ...scene.place, environment: 'production' };
	const document = { ...defaultPolicy('production'), require: [{ name: 'review', count: 2, from: ['role:reviewer'] }] };
	const { proposal } = await updatePolicy(scene.root, { ...at, baseVersion: 1, document, reason: 'Two see more.' });
	const id = proposal?.id ?? '';
	return { scene, ada, at, document, id, look: (ctx: Scene['root']) => getProposal(ctx, { ...scene.place, proposal: id }) };
}

describe('a proposed policy', () => {
	it('is shown beside the version it was edited from: in sentences, as YAML line by line, with who may approve it', async () => {
		const { look, ada } = await proposed();
		const shown = await look(ada);
		expect(shown).toMatchObject({ environment: 'production', state: 'open', baseVersion: 1, currentVersion: 1, reason: 'Two see more.', approvers: ['ada'] });
		const one = 'review: 1 approval by people with the role reviewer who did not contribute.';
		const two = 'review: 2 approvals by people with the role reviewer who did not contribute.';
		expect([shown.sentences.before[0], shown.sentences.after[0]]).toEqual([one, two]);
		expect(shown.diff).toMatchObject({ removed: [one], added: [two] });
		const lines = shown.yaml.hunks.flatMap((hunk) => hunk.lines).filter(({ kind }) => kind !== 'same');
		expect(lines.map(({ kind, text }) => `${kind} ${text.trim()}`)).toEqual(['removed count: 1', 'added count: 2']);
		expect(shown.timeline).toMatchObject([{ kind: 'proposed', name: 'root', sentence: 'proposed to edit version 1', reason: 'Two see more.' }]);
	});

	it('R7: says to each reader what they may do with it, in the words of the refusal they would get', async () => {
		const { look, scene, ada } = await proposed();
		expect(await look(ada)).toMatchObject({ approve: { enabled: true }, reject: { enabled: true }, withdraw: { enabled: false } });
		expect(await look(scene.root)).toMatchObject({
			approve: { enabled: false, sentence: "You proposed this policy, so you can't approve it." },
			withdraw: { enabled: true },
		});
		expect((await look(scene.jonas)).approve).toEqual({ enabled: false, sentence: '"policy:write" needs the role admin' });
		if (ada.actor.kind !== 'user') throw new Error('no person');
		const token = as(ada, makeToken(ada.actor, scene.project));
		expect((await look(token)).approve).toEqual({ enabled: false, sentence: 'Only a person approves a policy.' });
	});

	it('R7: is approved by no author of an open change that it would bind, who is not named among those who may', async () => {
		const { look, scene, ada, at, id } = await proposed();
		const opened = await openReady(scene);
		if (ada.actor.kind !== 'user') throw new Error('no person');
		await db.sql`insert into contributor (change_id, user_id, because) values (${opened.id}, ${ada.actor.userId}, 'pushed a revision')`;
		const sentence = `You are an author of change #${opened.number}, which is open and bound by the policy of production; its author can't change it.`;
		expect(await look(ada)).toMatchObject({ approvers: [], approve: { enabled: false, sentence } });
		await expect(decideProposal(ada, { ...at, proposal: id, verdict: 'approve' })).rejects.toMatchObject({ code: 'forbidden', message: sentence });
	});

	it('keeps what became of it: who decided and why, and when the policy moved on before', async () => {
		const { look, ada, at, id, document } = await proposed();
		const other = await updatePolicy(ada, { ...at, baseVersion: 1, document: { ...document, protected: false } });
		expect((await getPolicy(ada, at)).proposals).toHaveLength(2);
		await db.sql`update policy_proposal set proposed_by_user_id = null where id = ${other.proposal?.id ?? ''}`;
		await decideProposal(ada, { ...at, proposal: other.proposal?.id ?? '', verdict: 'approve' });
		const outdated = await look(ada);
		expect(outdated).toMatchObject({ outdated: true, currentVersion: 2, approvers: [], approve: { enabled: false } });
		expect(outdated.timeline.map(({ kind, sentence }) => [kind, sentence])).toEqual([
			['proposed', 'proposed to edit version 1'],
			['moved', 'made version 2; this proposal is outdated'],
		]);
		await decideProposal(ada, { ...at, proposal: id, verdict: 'reject', reason: 'Too slow.' });
		const decided = await look(ada);
		expect(decided).toMatchObject({ state: 'rejected', outdated: false, reject: { enabled: false, sentence: 'It is rejected already.' } });
		expect(decided.timeline.at(-1)).toMatchObject({ kind: 'rejected', name: 'ada', sentence: 'rejected it', reason: 'Too slow.' });
		expect((await getProposal(ada, { ...at, proposal: other.proposal?.id ?? '' })).timeline.at(-1)).toMatchObject({ sentence: 'approved it as version 2' });
	});

	it('of another environment, project or organization answers like an unknown one', async () => {
		const { scene, look, at, id } = await proposed();
		const named = (more: object) => getProposal(scene.jonas, { ...at, proposal: id, ...more });
		await expect(named({ environment: 'staging' })).rejects.toMatchObject({ code: 'not-found', message: 'proposal not found' });
		await expect(named({ proposal: uuidv7() })).rejects.toMatchObject({ code: 'not-found', message: 'proposal not found' });
		await expect(named({ proposal: 'x' })).rejects.toMatchObject({ code: 'invalid', detail: { field: 'proposal' } });
		const stranger = as(scene.jonas, await makeUser(db, await makeOrg(db), ['admin']));
		await expect(look(stranger)).rejects.toMatchObject({ code: 'not-found' });
		await expectAuditEntry(db, scene.project.id, { action: 'policy:read', decision: 'denied' });
	});
});
