import { expect, type Page, test } from '@playwright/test';
import { invitePeople, type Journey, newJourney } from './support/journey.ts';
import { auditOf, numberOf, reviewByHttp } from './support/review.ts';
import { flightsOf, monthFile, predict, sendTraffic, strewn } from './support/flights.ts';
import { interlock } from './support/command-line.ts';
import { quickstartStep } from './support/quickstart.ts';
import { call } from './support/rest.ts';
import { signInByLink } from './support/sign-in.ts';
import { say, stackFacts } from './support/stack-facts.ts';

// Two people take a model from its data to all of an endpoint's traffic, in the browser wherever a person would.

test.describe.configure({ mode: 'serial' });

let journey: Journey;

test.beforeAll(async ({ browser }) => {
	journey = await newJourney(browser);
});

test('an administrator signs in by the one-time link, chooses a password and hands two people their links', async () => {
	const { admin, password } = journey;
	await signInByLink(admin, stackFacts().adminLink, password);
	await expect(admin.getByRole('heading', { name: 'Projects', level: 1 })).toBeVisible();
	await invitePeople(journey);
	await admin.goto(stackFacts().adminLink || '/sign-in?link=used');
	await expect(admin.getByText('This link was used already, or its time is over.')).toBeVisible();
});

test('an author finds the lines to paste in an empty project, makes a token and pushes two months by the command line', async () => {
	const { author, project } = journey;
	await signInByLink(author, journey.links.author);
	await author.getByRole('button', { name: 'New project' }).click();
	await author.getByLabel('Name').fill(project.name);
	await author.getByRole('button', { name: 'Create project' }).click();
	await author.waitForURL(`**${project.path}/runs`);
	await expect(author.getByText(`mlflow.set_tracking_uri("${stackFacts().url}/mlflow${project.path}")`)).toBeVisible();

	await author.getByRole('link', { name: 'Make a token' }).click();
	await author.getByRole('button', { name: 'New token' }).click();
	const dialog = author.getByRole('dialog', { name: 'New token' });
	await dialog.getByLabel('Name').fill('laptop');
	await dialog.getByRole('button', { name: 'Train and propose' }).click();
	for (const scope of ['endpoint:create', 'endpoint:invoke', 'change:review']) await dialog.getByRole('checkbox', { name: scope, exact: true }).click();
	await dialog.getByRole('button', { name: 'Create token' }).click();
	journey.token = (await author.getByText(/^ilk_pat_\w+$/).textContent()) ?? '';

	await quickstartStep('export months');
	for (const period of ['2013-01', '2013-02']) {
		const said = await interlock(journey, ['dataset', 'push', 'nyc-flights', monthFile(period), '--period', period]);
		expect(said).toMatch(/nyc-flights v\d, [\d]+ rows/);
	}
});

test('a training started in the browser shows its logs and metrics while it runs, without a reload', async () => {
	const { author, project } = journey;
	await author.goto(`${project.path}/runs`);
	await author.getByRole('button', { name: 'New run' }).click();
	const dialog = author.getByRole('dialog', { name: 'New run' });
	await dialog.getByRole('group', { name: 'Data to train on' }).getByRole('checkbox', { name: 'v1, 2013-01' }).click();
	await dialog.getByRole('group', { name: 'Data held out' }).getByRole('checkbox', { name: 'v2, 2013-02' }).click();
	await dialog.getByLabel('Model').fill('delay');
	await dialog.getByRole('button', { name: 'Start training' }).click();
	await author.waitForURL(/\/runs\/[0-9a-f]{32}$/);
	await mark(author);

	const seen = await watchTraining(author);
	say(`the open page showed ${seen.pointsWhileRunning.join(', ')} points of a curve and ${seen.linesWhileRunning} log lines while the training ran`);
	expect(seen.pointsWhileRunning.length, `points shown while it ran: ${seen.pointsWhileRunning}`).toBeGreaterThanOrEqual(2);
	expect(seen.linesWhileRunning).toBeGreaterThan(0);
	await expect(author.getByRole('main').getByText('delay v1').first()).toBeVisible();
	await expect(author.getByText('done', { exact: true })).toBeVisible();
	expect(await isMarked(author), 'the page was never loaded again').toBe(true);
});

test('an author can not approve their own change: not on the page, not by tRPC, not by REST, and each try is in the audit log', async () => {
	const { admin, author, project, token } = journey;
	const config = {
		task: 'regression',
		target: 'arr_delay',
		unit: 'minutes',
		blockColumn: 'day',
		sliceColumns: ['carrier', 'origin'],
		naiveColumn: 'dep_delay',
	};
	const endpoint = {
		name: 'delay',
		environment: 'production',
		model: 'delay',
		config: { ...config, eventTimeColumn: 'scheduled_at', keyColumn: 'flight_id' },
		retrain: null,
	};
	await call(token, 'POST', `${project.rest}/endpoints`, endpoint);

	await author.getByRole('link', { name: 'Propose change' }).click();
	await author.getByRole('button', { name: 'Propose v1' }).click();
	const dialog = author.getByRole('dialog', { name: 'Propose delay v1' });
	await dialog.getByLabel('Title').fill('First version, trained on January');
	await dialog.getByLabel('Description').fill('Beats the **naive rule** on February.');
	await dialog.getByRole('button', { name: 'Open change request' }).click();
	await author.waitForURL(/\/changes\/\d+$/);
	await mark(author);
	await expect(author.getByText('Ready', { exact: true }).or(author.getByText('Missing:'))).toBeVisible({ timeout: 60_000 });

	const approve = author.getByRole('button', { name: 'Approve' });
	await expect(approve).toHaveAttribute('aria-disabled', 'true');
	const rule = await author.locator(`[id="${await approve.getAttribute('aria-describedby')}"]`).innerText();
	expect(rule).toMatch(/contributed .* (can't|cannot|can not) approve/);

	const number = numberOf(author);
	const { byTrpc, byRest } = await reviewByHttp(journey, number);
	expect(byTrpc.status).toBe(403);
	expect(byRest.status).toBe(403);
	for (const said of [byTrpc.message, byRest.message]) expect(rule, 'page and doors say the same').toContain(said);

	const denied = async () => (await auditOf(project, 'decision=denied')).map(({ entry }) => `${entry.actor.kind} ${entry.action} ${entry.target.name}`).sort();
	await expect.poll(denied).toEqual([`token change.approved #${number}`, `user change.approved #${number}`]);
	await admin.goto('/interlock/audit?decision=denied');
	const row = admin
		.getByRole('row')
		.filter({ hasText: `Author of ${project.name}` })
		.filter({ has: admin.getByRole('img', { name: 'Denied' }) });
	await row.first().click();
	await expect(admin.getByRole('complementary', { name: /^Entry/ })).toContainText(byRest.message);
});

test('a reviewer approves; both open pages turn into the rollout, reach 100 %, and the next hundred answers come from the new version', async () => {
	const { author, reviewer, project, token } = journey;
	const number = numberOf(author);
	await signInByLink(reviewer, journey.links.reviewer);
	await reviewer.goto(`${project.path}/changes/${number}`);
	await mark(reviewer);
	await reviewer.getByRole('textbox', { name: /Your review as/ }).fill('Looked at the slices; it holds everywhere.');
	const path = `interlock/${project.slug}/delay`;
	const flights = strewn(await flightsOf('2013-03'));
	const next = () => flights.next().value;
	const traffic = sendTraffic(path, token, next);
	try {
		await reviewer.getByRole('button', { name: 'Approve' }).click();
		for (const page of [reviewer, author]) {
			await expect(page.getByRole('heading', { name: 'Rollout' })).toBeVisible();
			await expect(page.getByText('Rolling out', { exact: true }).first()).toBeVisible();
		}
		for (const page of [reviewer, author]) {
			await expect(page.getByText('Live', { exact: true }).nth(1)).toBeVisible({ timeout: 90_000 });
			await expect(page.getByText('Applied', { exact: true }).first()).toBeVisible();
			expect(await isMarked(page), 'the page was never loaded again').toBe(true);
		}
	} finally {
		await traffic.stop();
	}
	const versions = new Set<string | null>();
	for (let i = 0; i < 100; i++) {
		const { status, version } = await predict(path, token, next());
		expect(status).toBe(200);
		versions.add(version);
	}
	expect([...versions]).toEqual(['1']);
	say(`${traffic.answers.length} requests went through the rollout; the 100 after it were answered by v1`);
});

test.afterAll(async () => {
	await journey?.close();
});

/** Leaves a mark in the document that only a reload takes away. */
async function mark(page: Page): Promise<void> {
	await page.evaluate(() => Object.assign(window, { interlockMark: true }));
}

async function isMarked(page: Page): Promise<boolean> {
	return page.evaluate(() => 'interlockMark' in window);
}

/** Watches the open page of a training until it is finished: which numbers of points and how many log lines it showed on the way. */
async function watchTraining(page: Page): Promise<{ pointsWhileRunning: number[]; linesWhileRunning: number }> {
	const points = new Set<number>();
	let lines = 0;
	const chart = page.getByRole('figure', { name: 'valid_l1' });
	await expect(page.getByText('Running', { exact: true }).first()).toBeVisible({ timeout: 60_000 });
	await expect
		.poll(
			async () => {
				const shown = await page.getByRole('main').innerText();
				if (!/^Running$/m.test(shown)) return /^(Finished|Failed|Cancelled)$/m.exec(shown)?.[0] ?? 'unknown';
				if (await chart.count()) points.add(Number.parseInt(/([\d,]+) points/.exec(await chart.innerText())?.[1] ?? '0', 10));
				lines = Math.max(lines, await page.getByRole('log').locator(':scope > *').count());
				return 'running';
			},
			{ intervals: [100], timeout: 120_000 },
		)
		.toBe('Finished');
	return { pointsWhileRunning: [...points].filter((n) => n > 0), linesWhileRunning: lines };
}
