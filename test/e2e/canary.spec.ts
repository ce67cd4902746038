import { expect, test } from '@playwright/test';
import { type Flight, flightsOf, predict, type Prediction, sendTraffic, strewn, temperatureOf } from './support/flights.ts';
import { signedIn } from './support/people.ts';
import { plantVersion } from './support/plant.ts';
import { ENDPOINT, PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { call, until } from './support/rest.ts';
import { auditOf } from './support/review.ts';
import { say, stackFacts } from './support/stack-facts.ts';

/** Degrees Fahrenheit that neither January nor the held-out February reach, and about a tenth of July's flights exceed. */
const LIMIT = 92;
const CANARY_SHARE = 0.1;

interface Change {
	number: number;
	state: string;
	closedReason: string | null;
	revision: { evaluation: string; digest: string };
	gates: { title: string; status: string; sentence: string }[];
}

interface Endpoint {
	champion: { version: number };
	rollout: { state: string; reason: string | null; steps: { weight: number; state: string }[] } | null;
}

test('a version that fails only on what the held-out month never held passes its gates, and is rolled back in its canary', async ({ browser }) => {
	await quickstartStep(UNTIL);
	const { quickstartAuthorToken: token } = stackFacts().secrets;
	const path = `${PROJECT.org}/${PROJECT.slug}/${ENDPOINT}`;
	const endpoint = () => call<Endpoint>(token, 'GET', `${PROJECT.rest}/endpoints/${ENDPOINT}`);
	const [cold, july] = [await flightsOf('2013-02'), await flightsOf('2013-07')];
	expect(Math.max(...cold.map((flight) => temperatureOf(flight) ?? 0))).toBeLessThan(LIMIT);
	const champion = (await endpoint()).champion.version;
	const planted = await plantVersion(token, champion, LIMIT);

	const opened = await call<Change>(token, 'POST', `${PROJECT.rest}/changes`, {
		endpoint: ENDPOINT,
		version: planted,
		holdout: { dataset: 'nyc-flights', version: 2 },
		title: 'Same model, exported again',
	});
	const change = () => call<Change>(token, 'GET', `${PROJECT.rest}/changes/${opened.number}`);
	const evaluated = await until('the gates to be decided', async () => {
		const now = await change();
		return now.revision.evaluation === 'finished' ? now : undefined;
	});
	expect(evaluated.gates.map((gate) => [gate.title, gate.status])).toEqual(evaluated.gates.map((gate) => [gate.title, 'passed']));

	const context = await signedIn(browser, 'Canary reviewer', ['reviewer', 'auditor']);
	const page = await context.newPage();
	await page.goto(`${PROJECT.path}/changes/${opened.number}`);
	await page.getByRole('button', { name: 'Approve' }).click();
	await expect(page.getByRole('heading', { name: 'Rollout' })).toBeVisible();

	let flights = strewn<Flight>(cold);
	const traffic = sendTraffic(path, token, () => flights.next().value);
	let ended: Endpoint;
	try {
		await until('the shadow step to pass', async () =>
			(await endpoint()).rollout?.steps.some((step) => step.weight === 10 && step.state === 'running') ? true : undefined,
		);
		flights = strewn<Flight>(july);
		ended = await until('the canary to be judged', async () => {
			const now = await endpoint();
			return now.rollout?.state === 'rolled-back' ? now : undefined;
		});
	} finally {
		await traffic.stop();
	}
	const canaryFrom = traffic.answers.findIndex((answer) => answer.version === String(planted));
	expect(canaryFrom, 'only the champion answers while the candidate shadows').toBeGreaterThanOrEqual(200);
	const share = shareOfErrors(traffic.answers.slice(canaryFrom), planted);
	expect(share.byOthers, 'only the candidate failed').toBe(0);
	expect(share.errors).toBeGreaterThan(0);
	expect(share.errors / share.all, 'no caller sees more than the canary share').toBeLessThanOrEqual(
		CANARY_SHARE + 3 * Math.sqrt((CANARY_SHARE * (1 - CANARY_SHARE)) / share.all),
	);

	const july100 = strewn<Flight>(july.filter((flight) => (temperatureOf(flight) ?? 0) > LIMIT));
	const after: Prediction[] = [];
	for (let i = 0; i < 100; i++) after.push(await predict(path, token, july100.next().value));
	expect(new Set(after.map(({ status, version }) => `${status} by v${version}`))).toEqual(new Set([`200 by v${champion}`]));

	const reason = ended.rollout?.reason ?? '';
	say(`${share.errors} of ${share.all} answers failed in the canary (${share.candidate} came from the candidate): ${reason}`);
	expect(reason).toMatch(
		/\d+ of \d+ requests to the candidate failed, 0 of [\d,]+ to the champion; the evidence .* is [\d,.e+]+ to 1, the limit is 60.00 to 1/,
	);
	await expect(page.getByText('Rolled back', { exact: true }).first()).toBeVisible();
	await expect(page.getByText(reason).first()).toBeVisible();
	await page.goto(`${PROJECT.path}/deployments/${ENDPOINT}`);
	await expect(page.getByText(reason).first()).toBeVisible();
	const entries = await auditOf(PROJECT, 'q=rollout');
	expect(entries.filter(({ entry }) => entry.reason?.includes(reason)).map(({ entry }) => entry.action)).toContain('rollout.rolled-back');
	await context.close();
});

function shareOfErrors(answers: readonly Prediction[], candidate: number): { all: number; candidate: number; errors: number; byOthers: number } {
	const failed = answers.filter((answer) => answer.status !== 200);
	const byCandidate = (list: readonly Prediction[]) => list.filter((answer) => answer.version === String(candidate)).length;
	return { all: answers.length, candidate: byCandidate(answers), errors: failed.length, byOthers: failed.length - byCandidate(failed) };
}
