import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditEntries, temporaryFolder } from '@interlock/testkit';
import { beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../apps/server/src/test-server.ts';
import { passedOn } from '../../packages/testkit/src/env.ts';
import { CONTRIBUTORS, type Duty, rollOut } from './duties.ts';
import { MLFLOW, PROCEDURES, REST, type Route } from './routes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CANT_APPROVE = /contributed \(.+\), so .+ can't approve\./;
const CANT_HURRY = /contributed \(.+\), so .+ can't take it past its evidence\./;

interface Answer {
	refused: boolean;
	text: string;
}

/** A way in, as one person uses it. */
interface Face {
	name: 'browser' | 'REST' | 'MLflow' | 'CLI';
	/** The route of the registry that it calls. */
	route: string;
	sentence: RegExp;
	before?: (duty: Duty) => Promise<void>;
	call: (duty: Duty, caller: Caller) => Promise<Answer>;
}

interface Caller {
	cookie: string;
	token: string;
}

let server: TestServer;
let folder: string;
beforeAll(async () => {
	server = await startTestServer();
	folder = await temporaryFolder();
});

const inProject = ({ scene }: Duty) => ({ org: scene.project.slug, project: scene.project.project });
const vote = ({ opened }: Duty) => ({ number: opened.number, verdict: 'approve', body: '', digest: opened.digest });

async function browser(procedure: string, json: unknown, { cookie }: Caller): Promise<Answer> {
	const headers: [string, string][] = [
		['cookie', cookie],
		['content-type', 'application/json'],
		['origin', server.url],
	];
	const { status, text } = await server.raw(`/api/trpc/${procedure}`, { method: 'POST', headers, body: JSON.stringify({ json }) });
	return { refused: status === 403, text };
}

async function rest(duty: Duty, path: string, json: unknown, { token }: Caller): Promise<Answer> {
	const { org, project } = inProject(duty);
	const { status, text } = await server.raw(`/api/v1/projects/${org}/${project}${path}`, { method: 'POST', token, json });
	return { refused: status === 403, text };
}

async function mlflow(duty: Duty, method: string, path: string, json: unknown, { token }: Caller): Promise<Answer> {
	const { org, project } = inProject(duty);
	const { status, text } = await server.raw(`/mlflow/${org}/${project}/api/2.0/mlflow${path}`, { method, token, json });
	return { refused: status === 403, text };
}

function interlock(duty: Duty, words: string[], { token }: Caller): Promise<Answer> {
	const { org, project } = inProject(duty);
	const env = {
		...passedOn(),
		INTERLOCK_HOME: folder,
		INTERLOCK_URL: server.url,
		INTERLOCK_TOKEN: token,
		INTERLOCK_ORG: org,
		INTERLOCK_PROJECT: `${org}/${project}`,
	};
	const child = spawn(process.execPath, [join(ROOT, 'packages/cli/src/main.ts'), ...words], { env });
	let text = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
	return new Promise((resolve) => child.on('close', (code) => resolve({ refused: code !== 0, text })));
}

async function runOf({ scene }: Duty): Promise<{ runId: string; experiment: string }> {
	const [row] = await scene.db.sql<{ runId: string }[]>`select run_id as "runId" from model_version where model_id = ${scene.modelId} and version = 2`;
	return { runId: (row?.runId ?? '').replaceAll('-', ''), experiment: '0' };
}

const MODEL = 'arrival-delay';
const version = { name: MODEL, version: '2' };
const atMlflow = (route: string, sentence: RegExp, json: (duty: Duty) => unknown): Face => {
	const [method = '', path = ''] = route.split(' ');
	return { name: 'MLflow', route, sentence, call: async (duty, caller) => mlflow(duty, method, path.replace('/mlflow', ''), await json(duty), caller) };
};

/** Every route that votes, moves traffic past the evidence, or would take away or re-point what is under review, by each face that has it. */
const GUARDED: Face[] = [
	{ name: 'browser', route: 'change.review', sentence: CANT_APPROVE, call: (d, c) => browser('change.review', { ...inProject(d), ...vote(d) }, c) },
	{
		name: 'REST',
		route: 'post /projects/{org}/{project}/changes/{number}/reviews',
		sentence: CANT_APPROVE,
		call: (d, c) => {
			const { number, ...body } = vote(d);
			return rest(d, `/changes/${number}/reviews`, body, c);
		},
	},
	{
		name: 'CLI',
		route: 'post /projects/{org}/{project}/changes/{number}/reviews',
		sentence: CANT_APPROVE,
		call: (d, c) => interlock(d, ['change', 'review', String(d.opened.number), 'approve', '--digest', d.opened.digest], c),
	},
	{
		name: 'browser',
		route: 'deployment.promote',
		sentence: CANT_HURRY,
		before: rollOut,
		call: (d, c) => browser('deployment.promote', { ...inProject(d), endpoint: MODEL, reason: 'it is good' }, c),
	},
	{
		name: 'REST',
		route: 'post /projects/{org}/{project}/endpoints/{name}/promote',
		sentence: CANT_HURRY,
		call: (d, c) => rest(d, `/endpoints/${MODEL}/promote`, { reason: 'it is good' }, c),
	},
	atMlflow('POST /mlflow/registered-models/alias', /champion is an outcome of an approved change/, () => ({ ...version, alias: 'champion' })),
	atMlflow('DELETE /mlflow/registered-models/alias', /challenger is an outcome of an open rollout/, () => ({ name: MODEL, alias: 'challenger' })),
	atMlflow('POST /mlflow/model-versions/transition-stage', /Production is an outcome of an approved change/, () => ({ ...version, stage: 'Production' })),
	atMlflow('DELETE /mlflow/model-versions/delete', /serves arrival-delay v2/, () => version),
	atMlflow('DELETE /mlflow/registered-models/delete', /a served model can't be deleted/, () => ({ name: MODEL })),
	atMlflow('POST /mlflow/registered-models/rename', /a served model keeps its name/, () => ({ name: MODEL, new_name: 'other' })),
	atMlflow('POST /mlflow/runs/delete', /its run can't be deleted/, async (d) => ({ run_id: (await runOf(d)).runId })),
	atMlflow('POST /mlflow/experiments/delete', /an experiment with its run can't be deleted/, async (d) => ({ experiment_id: (await runOf(d)).experiment })),
];

/** Permissions that could put a model in front of an endpoint, vote, or change what is voted on. */
const POWERFUL = new Set([
	'change:review',
	'change:waive',
	'change:break-glass',
	'endpoint:operate',
	'endpoint:rollback',
	'endpoint:create',
	'policy:write',
	'model:write',
]);

/** Routes with such a permission where being a contributor changes nothing, each with its reason. */
const HARMLESS: [RegExp, string][] = [
	[/^change\.markOpened$|\/opened$/, 'says what was looked at'],
	[/^delegation\.create$|\/delegations$/, 'who votes instead is asked for their own contributions (R20)'],
	[/^deployment\.(pause|resume)$|\/(pause|resume)$/, 'stops the clock, never the evidence'],
	[/^deployment\.rollBack$|\/rollback$/, 'goes back to what was approved, never forward (R21)'],
	[/^deployment\.create$|\/endpoints$/, 'an endpoint serves nothing until a change is rolled out'],
	[/^project\.createEnvironment$|\/environments$/, 'an environment has no endpoint yet'],
	[/^project\.update(Environment)?$|^patch \/projects\//, 'names and descriptions; no revision holds them'],
	[/^policy\.update$|\/policies\/\{environment\}$/, 'binds later revisions only, to which its editor then contributed (R7)'],
	[/^policy\.decideProposal$|\/proposals\/\{proposal\}$/, 'binds later revisions only, and never by whoever proposed it (R7)'],
	[/^card\.save$|\/card$/, 'a text about the model; whoever saves one that a gate asks for contributed (R4)'],
	[/^change\.revokeWaiver$|\/revoke$/, 'takes a waiver away'],
	[/^check\.\w+Issuer$|\/issuers/, 'a key that posts results of gates: it has no vote'],
	[/^change\.waive$|\/waivers$/, 'counts only when somebody else who did not contribute countersigns'],
	[
		/registered-models\/(create|update|set-tag|delete-tag)$|model-versions\/(create|update|set-tag|delete-tag)$/,
		'a name, a text or a tag; what serves is its bytes',
	],
];

/** Routes whose own tests try a contributor, where setting the scene takes more than a change. */
const ELSEWHERE: [RegExp, string][] = [
	[/^change\.(breakGlass|confirmBreakGlass|reviewBreakGlass)$|\/break-glass(\/confirm|\/review)?$/, 'packages/services/src/change/break-glass.test.ts'],
	[/^change\.countersignWaiver$|\/countersign$/, 'packages/services/src/change/waiver.test.ts'],
];

describe('separation of duties at every face', () => {
	test('a route that could vote, move traffic or change what is voted on is tried here, or is said to be harmless and why', () => {
		const routes = [...PROCEDURES, ...REST, ...MLFLOW].filter((route) => !route.reads && POWERFUL.has(String(route.declared)));
		const tried = new Set(GUARDED.map((face) => face.route));
		const open = routes.filter(({ name }) => !tried.has(name) && ![...HARMLESS, ...ELSEWHERE].some(([pattern]) => pattern.test(name)));
		expect(open.map(({ door, name }) => `${door} ${name}`)).toEqual([]);
		const known = new Set([...PROCEDURES, ...REST, ...MLFLOW].map(({ name }) => name));
		expect([...tried].filter((route) => !known.has(route))).toEqual([]);
		for (const [, path] of ELSEWHERE) expect(readFileSync(join(ROOT, path), 'utf8'), path).toMatch(/maya contributed/);
	});

	test.each(Object.entries(CONTRIBUTORS))(
		'R4: the %s is refused by browser, REST, MLflow API and CLI with the sentence of the rule, and each refusal is in the audit log',
		{ timeout: 120_000 },
		async (_kind, contribute) => {
			const duty = await contribute(server.db);
			const { cookie } = await server.sessionOf(duty.person);
			const { token } = await server.tokenOf(duty.person, duty.scene.project);
			const told: string[] = [];
			for (const face of GUARDED) {
				await face.before?.(duty);
				const before = await denials(duty);
				const answer = await face.call(duty, { cookie, token });
				const after = (await denials(duty)).slice(before.length);
				const isTold = after.some((reason) => face.sentence.test(reason));
				if (!answer.refused || !face.sentence.test(answer.text) || !isTold)
					told.push(`${face.name} ${face.route}: ${answer.text.slice(0, 300)} | audit: ${after.join('; ')}`);
			}
			expect(told).toEqual([]);
			const [untouched] = await server.db.sql`
				select (select count(*)::int from review where change_id = ${duty.opened.id}) as votes, (select requested from rollout where change_id = ${duty.opened.id}) as requested`;
			expect(untouched).toEqual({ votes: 0, requested: null });
		},
	);

	test('a route that declares no permission is found out, as a planted one is', () => {
		const routes = [...PROCEDURES, ...REST, ...MLFLOW];
		const undeclared = (all: readonly Route[]) => all.filter((route) => route.declared === undefined).map(({ name }) => name);
		expect(undeclared(routes)).toEqual([]);
		expect(undeclared(routes.map((route) => (route.name === 'change.review' ? { ...route, declared: undefined } : route)))).toEqual(['change.review']);
	});
});

async function denials({ scene, person }: Duty): Promise<string[]> {
	const entries = await auditEntries(server.db, scene.project.id);
	return entries.filter((entry) => entry.decision === 'denied' && JSON.stringify(entry.actor).includes(person.userId)).map((entry) => entry.reason ?? '');
}
