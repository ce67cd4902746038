import type { PolicyDocument } from '@interlock/domain/policy';
import { type Flight, flightsOf, sendTraffic } from './flights.ts';
import { ENDPOINT, MODEL, PROJECT } from './quickstart.ts';
import { ask, call, until } from './rest.ts';
import { stackFacts } from './stack-facts.ts';
import { changeOf, evaluated } from './subjects.ts';

/** A rollout that a handful of answered requests takes to its end. */
const QUICK_PLAN: PolicyDocument['rolloutPlan'] = {
	steps: [
		{ kind: 'weight', weight: 50, minRequests: 5, deadlineMs: 3_600_000 },
		{ kind: 'weight', weight: 100, minRequests: 5, deadlineMs: 3_600_000 },
	],
	lookEveryMs: 250,
	alpha: 0.2,
	nonInferiorityMargin: 0.5,
	absoluteErrorLimit: 0.5,
	maxConsecutiveErrors: 5,
};

/**
 * An environment of the shared project with one endpoint of the same name, both made unless they are there: what a journey does to its
 * policy and its traffic is nobody else's. `edit` changes the policy that a new environment begins with; it always rolls out quickly.
 */
export async function haveEnvironment(name: string, edit: (policy: PolicyDocument) => PolicyDocument = (policy) => policy): Promise<string> {
	const { operatorToken: token } = stackFacts().secrets;
	const policy = `${PROJECT.rest}/policies/${name}`;
	if ((await ask(token, 'GET', policy)).status === 200) return name;
	await call(token, 'POST', `${PROJECT.rest}/environments`, { name });
	const { current } = await call<{ current: { version: number; document: PolicyDocument } }>(token, 'GET', policy);
	const document = edit({ ...current.document, rolloutPlan: QUICK_PLAN });
	await call(token, 'PUT', policy, { baseVersion: current.version, document });
	const { config } = await call<{ config: object }>(token, 'GET', `${PROJECT.rest}/endpoints/${ENDPOINT}`);
	await call(token, 'POST', `${PROJECT.rest}/endpoints`, { name, environment: name, model: MODEL, config });
	return name;
}

/** Proposes a version for an endpoint as the quickstart's author and waits for its evidence. Returns the change's number. */
export async function proposeFor(endpoint: string, version: number, title: string): Promise<number> {
	const body = { endpoint, version, holdout: { dataset: 'nyc-flights', version: 2 }, title };
	const { number } = await call<{ number: number }>(stackFacts().secrets.quickstartAuthorToken, 'POST', `${PROJECT.rest}/changes`, body);
	await evaluated(number, 1);
	return number;
}

/** Approves a change as the quickstart's reviewer and sends flights to its endpoint until the version is live. */
export async function rollOut(number: number, endpoint: string): Promise<void> {
	const { quickstartAuthorToken: author, quickstartReviewerToken: reviewer } = stackFacts().secrets;
	const { revision } = await changeOf(number);
	await call(reviewer, 'POST', `${PROJECT.rest}/changes/${number}/reviews`, { verdict: 'approve', body: '', digest: revision.digest });
	const [flight] = (await flightsOf('2013-02')) as [Flight];
	const traffic = sendTraffic(`${PROJECT.org}/${PROJECT.slug}/${endpoint}`, author, () => flight);
	try {
		await until(`change #${number} to be live`, async () => ((await changeOf(number)).state === 'applied' ? true : undefined));
	} finally {
		await traffic.stop();
	}
}

/** An environment whose endpoint serves version 1 already. */
export async function haveServing(name: string): Promise<string> {
	const endpoint = await haveEnvironment(name);
	const { champion } = await call<{ champion: object | null }>(stackFacts().secrets.operatorToken, 'GET', `${PROJECT.rest}/endpoints/${endpoint}`);
	if (champion === null) await rollOut(await proposeFor(endpoint, 1, 'First version, for a rehearsal'), endpoint);
	return endpoint;
}
