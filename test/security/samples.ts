import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { defaultPolicy } from '@interlock/domain/policy';
import { makeUser } from '@interlock/testkit';
import type { Tenant } from './world.ts';

/** What a route is called with so that nothing but its permission decides. A route that takes a body and has no sample fails the test. */
export interface Sample {
	/** Path parameters beside those of the tenant. */
	params?: Record<string, string>;
	query?: Record<string, string>;
	body?: unknown;
	/** Bytes instead of JSON. */
	bytes?: string;
}

export type MakeSample<T> = (tenant: Tenant, caller: { ownToken: string }) => T | Promise<T>;

const SHA256 = 'a'.repeat(64);
const GATE = { kind: 'gate', gate: 'non-inferiority' };
const POLICY = defaultPolicy('production');
const publicKey = () => generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
const unique = () => randomUUID().slice(0, 8);

const passkeyAnswer = (response: Record<string, unknown>) => ({
	id: 'AAAA',
	rawId: 'AAAA',
	type: 'public-key',
	clientExtensionResults: {},
	response: { clientDataJSON: 'AAAA', ...response },
});

const ENDPOINT_CONFIG = {
	task: 'regression',
	target: 'arr_delay',
	unit: 'min',
	blockColumn: 'day',
	sliceColumns: ['carrier'],
	naiveColumn: null,
	eventTimeColumn: 'day',
	keyColumn: 'flight_id',
};

/** By `method path` of the REST API. */
export const REST_SAMPLES: Record<string, MakeSample<Sample>> = {
	'post /projects': ({ names }) => ({ body: { org: names.org, name: `Made ${unique()}` } }),
	'post /tokens': ({ names }) => ({ body: { org: names.org, name: 'x', scopes: ['run:read'] } }),
	'post /projects/{org}/{project}/datasets/{name}/versions': () => ({ params: { name: 'pushed' }, query: { format: 'csv' }, bytes: `a,b\n1,${unique()}\n` }),
	'delete /orgs/{org}/tokens/{id}': (_t, { ownToken }) => ({ params: { id: ownToken } }),
	'get /projects/{org}/{project}/datasets/{name}': ({ names }) => ({ params: { name: names.dataset } }),
	'post /projects/{org}/{project}/runs': () => ({ body: { template: 'nyc-flights', datasets: [{ name: 'flights' }] } }),
	'post /projects/{org}/{project}/runs/{run}/cancel': ({ names }) => ({ params: { run: names.training } }),
	'get /projects/{org}/{project}/runs/{run}/file': () => ({ query: { path: 'note.txt' } }),
	'get /projects/{org}/{project}/logged-models/{model}/file': ({ names }) => ({ params: { model: names.loggedModel }, query: { path: 'MLmodel' } }),
	'post /agent/register': () => ({ body: { agentId: 'a', name: 'a', bootId: 'b', devices: [], isolation: 'none', slots: 1 } }),
	'post /agent/work': () => ({ body: { agentId: 'a', freeSlots: 0, waitMs: 0 } }),
	'post /agent/attempts/{id}/renew': ({ names }) => ({ params: { id: names.attempt }, body: { leaseToken: 1, phase: 'training', pid: null } }),
	'post /agent/attempts/{id}/logs': ({ names }) => ({ params: { id: names.attempt }, body: { leaseToken: 1, stream: 'stdout', offset: 0, text: 'x' } }),
	'post /agent/attempts/{id}/finish': ({ names }) => ({ params: { id: names.attempt }, body: { leaseToken: 1, outcome: 'failed', exitCode: 1, reason: 'x' } }),
	'get /agent/attempts/{id}/blobs/{sha256}': ({ names }) => ({ params: { id: names.attempt } }),
	'post /projects/{org}/{project}/changes': ({ names }) => ({ body: { endpoint: names.endpoint, version: 1 } }),
	'post /projects/{org}/{project}/changes/{number}/promote': () => ({ body: {} }),
	'post /projects/{org}/{project}/changes/{number}/revert': () => ({ body: {} }),
	'patch /projects/{org}/{project}': () => ({ body: { description: `made ${unique()}` } }),
	'patch /projects/{org}/{project}/environments/{environment}': () => ({ body: { description: `made ${unique()}` } }),
	'post /projects/{org}/{project}/environments': () => ({ body: { name: `env-${unique()}` } }),
	'post /projects/{org}/{project}/changes/{number}/revisions': () => ({ body: { version: 1 } }),
	'post /projects/{org}/{project}/changes/{number}/reviews': () => ({ body: { verdict: 'approve', body: '', digest: SHA256 } }),
	'post /projects/{org}/{project}/changes/{number}/comments': () => ({ body: { body: 'a comment' } }),
	'post /projects/{org}/{project}/changes/{number}/break-glass': () => ({
		body: { reason: 'predictions fail for every flight', incident: 'INC-1', digest: SHA256 },
	}),
	'post /projects/{org}/{project}/changes/{number}/break-glass/confirm': () => ({ body: { digest: SHA256 } }),
	'post /projects/{org}/{project}/changes/{number}/break-glass/review': () => ({ body: { verdict: 'accepted', body: 'a comment' } }),
	'post /projects/{org}/{project}/changes/{number}/threads': () => ({ body: { anchor: GATE, body: 'Why?' } }),
	'post /projects/{org}/{project}/changes/{number}/threads/{thread}/comments': () => ({ body: { body: 'Because.' } }),
	'put /projects/{org}/{project}/changes/{number}/comments/{comment}': () => ({ body: { body: 'Why so?', version: 1 } }),
	'put /projects/{org}/{project}/changes/{number}/threads/{thread}/resolution': () => ({ body: { resolved: true } }),
	'post /projects/{org}/{project}/changes/{number}/opened': () => ({ body: { tab: 'data', digest: SHA256 } }),
	'post /projects/{org}/{project}/changes/{number}/close': () => ({ body: {} }),
	'post /projects/{org}/{project}/changes/{number}/checks': () => ({
		body: {
			check: 'fairness',
			subject: SHA256,
			status: 'passed',
			summary: 'all groups alike',
			detailsUrl: null,
			issuedAt: '2026-01-01T00:00:00Z',
			signature: `${'A'.repeat(86)}==`,
		},
	}),
	'post /projects/{org}/{project}/suites/{suite}/versions': () => ({
		params: { suite: 'arrivals' },
		body: { v: 1, cases: [{ kind: 'minimum', name: `case ${unique()}`, rows: [{ a: 1 }], min: 0 }] },
	}),
	'get /projects/{org}/{project}/models/{model}/versions/{version}/card': () => ({ params: { version: '1' } }),
	'put /projects/{org}/{project}/models/{model}/versions/{version}/card': () => ({ params: { version: '1' }, body: { owner: unique() } }),
	'post /projects/{org}/{project}/issuers': () => ({ body: { name: `issuer-${unique()}`, publicKey: publicKey() } }),
	'post /projects/{org}/{project}/issuers/{issuer}/revoke': ({ names }) => ({ params: { issuer: names.issuer } }),
	'post /projects/{org}/{project}/changes/{number}/waivers': () => ({
		body: { gate: 'non-inferiority', reason: 'a reason long enough', until: '2026-12-01', digest: SHA256 },
	}),
	'post /projects/{org}/{project}/changes/{number}/reproduction': () => ({}),
	'post /projects/{org}/{project}/changes/{number}/waivers/{waiver}/countersign': ({ names }) => ({ params: { waiver: names.waiver } }),
	'post /projects/{org}/{project}/changes/{number}/waivers/{waiver}/revoke': ({ names }) => ({ params: { waiver: names.waiver }, body: {} }),
	'post /projects/{org}/{project}/changes/{number}/dismissals': () => ({ body: { review: randomUUID(), reason: 'It was settled in the meeting.' } }),
	'put /orgs/{org}/groups/{group}': () => ({ params: { group: `g-${unique()}` }, body: { members: [] } }),
	'delete /orgs/{org}/groups/{group}': async (tenant) => ({ params: { group: await makeGroup(tenant) } }),
	'post /projects/{org}/{project}/policies/{environment}/replay': () => ({ body: {} }),
	'post /projects/{org}/{project}/policies/{environment}/proposals/{proposal}': async (tenant) => ({
		params: { proposal: await makeProposal(tenant) },
		body: { verdict: 'reject' },
	}),
	'put /projects/{org}/{project}/policies/{environment}': () => ({ body: { baseVersion: 999, document: POLICY } }),
	'delete /orgs/{org}/delegations/{id}': ({ names }) => ({ params: { id: names.delegation } }),
	'post /orgs/{org}/delegations': ({ names }) => ({ body: { to: names.member, fromMs: Date.now(), untilMs: Date.now() + 3_600_000 } }),
	'post /projects/{org}/{project}/endpoints': ({ names }) => ({
		body: { name: `e-${unique()}`, environment: 'staging', model: names.model, config: ENDPOINT_CONFIG },
	}),
	'post /projects/{org}/{project}/endpoints/{name}/rollback': () => ({ body: { reason: 'a test' } }),
	'post /projects/{org}/{project}/endpoints/{name}/pause': () => ({ body: { reason: 'a test' } }),
	'post /projects/{org}/{project}/endpoints/{name}/resume': () => ({ body: { reason: 'a test' } }),
	'post /projects/{org}/{project}/endpoints/{name}/promote': () => ({ body: { reason: 'a test' } }),
	'post /projects/{org}/{project}/endpoints/{name}/labels': () => ({ body: { labels: [{ id: 'nobody/0', value: 1 }] } }),
	'post /projects/{org}/{project}/endpoints/{name}/monitor': () => ({ body: {} }),
	'post /projects/{org}/{project}/endpoints/{name}/retrain': () => ({ body: { window: '2013-01', reason: 'a test' } }),
	'post /orgs/{org}/people/{userId}/erase': ({ names }) => ({ params: { userId: names.member }, body: {} }),
	'get /orgs/{org}/audit/consistency': () => ({ query: { first: '1', second: '1' } }),
	'get /orgs/{org}/audit/{n}/proof': () => ({ params: { n: '1' } }),
	'get /serving/routes': () => ({ query: { after: '0', waitMs: '0' } }),
	'get /serving/blobs/{orgId}/{sha256}': ({ project }) => ({ params: { orgId: project.id } }),
	'post /serving/acks': () => ({ body: { serverId: 's', seq: 1 } }),
	'post /serving/predictions': () => ({ body: { serverId: 's', batchId: randomUUID(), predictions: [] } }),
	'post /projects/{org}/{project}/recalls': ({ names }) => ({ body: { run: names.run, reason: 'a reason of a test' } }),
	'get /projects/{org}/{project}/recalls/{recall}': ({ names }) => ({ params: { recall: names.recall } }),
	'post /projects/{org}/{project}/recalls/{recall}/lift': ({ names }) => ({ params: { recall: names.recall }, body: { reason: 'a reason of a test' } }),
	'post /projects/{org}/{project}/recalls/{recall}/dismissals': ({ names }) => ({
		params: { recall: names.recall },
		body: { kind: 'change', item: randomUUID(), reason: 'a reason of a test' },
	}),
	'put /status/quickstart': () => ({ body: { state: 'running', steps: [] } }),
};

/** Path parameters that every tenant has. `name`: of an endpoint unless a sample says otherwise. */
export function paramsOf({ names }: Tenant): Record<string, string> {
	return { ...names, name: names.endpoint, id: names.token, environment: 'production', sha256: SHA256 };
}

/** One bag of fields for procedures: each takes what it knows. */
export async function procedureInput(t: Tenant, path: string, caller: { ownToken: string }): Promise<Record<string, unknown>> {
	const { names } = t;
	const common = {
		org: names.org,
		project: names.project,
		runId: names.run,
		run: names.training,
		number: Number(names.number),
		endpoint: names.endpoint,
		environment: 'production',
		name: names.endpoint,
		model: names.model,
		version: 1,
		key: 'm',
		reason: 'a reason long enough',
		gate: 'non-inferiority',
		until: '2026-12-01',
		waiver: names.waiver,
		body: 'a comment',
		verdict: 'approve',
		digest: SHA256,
		window: '2013-01',
		config: ENDPOINT_CONFIG,
		retrain: null,
		baseVersion: 999,
		document: POLICY,
		roles: ['viewer'],
		scopes: ['run:read'],
		id: names.token,
		userId: names.member,
		template: 'nyc-flights',
		parameters: {},
		datasets: [{ name: 'flights' }],
		thread: names.thread,
		comment: names.comment,
		anchor: GATE,
		resolved: true,
		tab: 'data',
	};
	return { ...common, ...(await PROCEDURE_INPUTS[path]?.(t, caller)) };
}

async function makeGroup({ server, project }: Tenant): Promise<string> {
	const name = `g-${unique()}`;
	await server.db.sql`insert into user_group (id, org_id, name, created_by) values (${randomUUID()}, ${project.id}, ${name}, 'a test')`;
	return name;
}

async function makeProposal({ server, project }: Tenant): Promise<string> {
	const id = randomUUID();
	await server.db.sql`
		insert into policy_proposal (id, org_id, project_id, environment_id, base_version, document, digest, proposed_by)
		select ${id}, org_id, project_id, id, 1, ${server.db.sql.json(POLICY)}, ${SHA256}, 'a test'
		from environment where project_id = ${project.projectId} and name = 'production'`;
	return id;
}

const PROCEDURE_INPUTS: Record<string, MakeSample<Record<string, unknown>>> = {
	'recall.get': ({ names }) => ({ id: names.recall }),
	'recall.find': ({ names }) => ({ run: names.run, model: undefined, dataset: undefined }),
	'recall.make': ({ names }) => ({ run: names.run, model: undefined, dataset: undefined, reason: 'a reason of a test' }),
	'recall.lift': ({ names }) => ({ id: names.recall, reason: 'a reason of a test' }),
	'recall.dismiss': ({ names }) => ({ id: names.recall, kind: 'change', item: randomUUID(), reason: 'a reason of a test' }),
	'search.find': () => ({ q: 'flights' }),
	'inbox.mark': () => ({ ids: [randomUUID()], read: true }),
	'audit.proof': () => ({ n: 1 }),
	'audit.erase': ({ names }) => ({ userId: names.member }),
	'project.create': () => ({ name: `Made ${unique()}` }),
	'member.invite': () => ({ name: 'New', email: `new-${unique()}@example.test` }),
	'member.setRoles': ({ names }) => ({ userId: names.member, roles: ['contributor'] }),
	'member.remove': async (t) => ({ userId: (await makeUser(t.server.db, t.project, ['viewer'])).userId }),
	'token.revoke': (_t, { ownToken }) => ({ id: ownToken }),
	'group.save': () => ({ name: `g-${unique()}`, description: '', members: [] }),
	'group.remove': async (tenant) => ({ name: await makeGroup(tenant) }),
	'policy.proposal': ({ names }) => ({ proposal: names.proposal }),
	'policy.replayProposal': ({ names }) => ({ proposal: names.proposal }),
	'policy.decideProposal': async (tenant) => ({ proposal: await makeProposal(tenant), verdict: 'reject' }),
	'change.dismissBlock': () => ({ review: randomUUID(), reason: 'It was settled in the meeting.' }),
	'monitor.get': () => ({ window: undefined }),
	'token.create': () => ({ name: 'x', projects: undefined }),
	'dataset.get': ({ names }) => ({ name: names.dataset }),
	'change.breakGlass': () => ({ reason: 'predictions fail for every flight', incident: 'INC-1' }),
	'change.reviewBreakGlass': () => ({ verdict: 'accepted' }),
	'change.open': () => ({ run: undefined, version: 1 }),
	'change.pushRevision': () => ({ run: undefined, version: 1 }),
	'deployment.create': () => ({ name: `e-${unique()}`, environment: 'staging' }),
	'deployment.rollBack': () => ({ version: undefined }),
	'card.save': () => ({ card: { owner: unique() } }),
	'check.addIssuer': () => ({ name: `issuer-${unique()}`, publicKey: publicKey() }),
	'check.revokeIssuer': ({ names }) => ({ name: names.issuer }),
	'change.promote': () => ({ endpoint: undefined }),
	'project.update': () => ({ name: `Made ${unique()}`, description: unique() }),
	'project.updateEnvironment': () => ({ description: unique() }),
	'project.createEnvironment': () => ({ name: `env-${unique()}` }),
	'me.choosePassword': () => ({ password: 'a long enough password' }),
	'delegation.end': ({ names }) => ({ id: names.delegation }),
	'delegation.create': ({ names }) => ({ to: names.member, fromMs: Date.now(), untilMs: Date.now() + 3_600_000, project: undefined, environment: undefined }),
	'me.stepUp': () => ({ password: 'not the password' }),
	'passkey.register': () => ({ challenge: randomUUID(), name: 'laptop', response: passkeyAnswer({ attestationObject: 'AAAA', transports: ['internal'] }) }),
	'passkey.stepUp': () => ({ challenge: randomUUID(), response: passkeyAnswer({ authenticatorData: 'AAAA', signature: 'AAAA' }) }),
	'passkey.rename': () => ({ id: randomUUID(), name: 'key ring' }),
	'passkey.remove': () => ({ id: randomUUID() }),
};
