import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { open } from './support/look.ts';
import { type OwnRun, startOwnRun } from './support/own-run.ts';
import { signedIn } from './support/people.ts';
import { PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { call } from './support/rest.ts';
import { say, stackFacts } from './support/stack-facts.ts';
import { proposeChange } from './support/subjects.ts';

// What one does is on the other's open page, without a reload.

/** How long news may take to an open page. */
const NEWS_MS = 2_000;

let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
	await quickstartStep(UNTIL);
	context = await signedIn(browser, 'Watcher', ['reviewer', 'contributor']);
	page = await context.newPage();
});

test.afterAll(async () => {
	await context.close();
});

test('a run that somebody starts waits behind a pill on an open runs page within two seconds, and moves no row', async () => {
	await open(page, `${PROJECT.path}/runs`);
	const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row');
	const before = await rows.count();
	const name = `somebody is at work ${Date.now()}`;
	const run = await startOwnRun(name);
	const beganMs = Date.now();
	const pill = page.getByRole('button', { name: '1 new run' });
	await expect(pill).toBeVisible({ timeout: NEWS_MS });
	say(`a new run was on the open page after ${Date.now() - beganMs} ms`);
	await expect(rows).toHaveCount(before);
	await pill.click();
	await expect(rows).toHaveCount(before + 1);
	await expect(page.getByRole('link', { name })).toBeVisible();
	await run.finish();
});

test('a change that somebody opens, and what they say about it, is on open pages within two seconds', async () => {
	const { quickstartAuthorToken: token } = stackFacts().secrets;
	await open(page, `${PROJECT.path}/changes`);
	const title = `For another pair of eyes ${Date.now()}`;
	const number = await proposeChange(title);
	const link = page.getByRole('link', { name: title });
	await expect(link).toBeVisible({ timeout: NEWS_MS });
	await link.click();
	await page.waitForURL(`**/changes/${number}`);
	await expect(page.getByRole('heading', { name: 'Discussion' })).toBeVisible();
	await call(token, 'POST', `${PROJECT.rest}/changes/${number}/comments`, { body: 'Have a look at the **slices**.' });
	await expect(page.getByRole('article').filter({ hasText: 'Have a look at the slices.' })).toBeVisible({ timeout: NEWS_MS });
	await call(token, 'POST', `${PROJECT.rest}/changes/${number}/close`, { reason: 'It was for a test.' });
	await expect(page.getByText('Closed', { exact: true }).first()).toBeVisible({ timeout: NEWS_MS });
});

test('a page whose connection is cut says so, and catches up without a point lost when it returns', async () => {
	const run = await startOwnRun('through a tunnel');
	await run.logSteps('loss', 0, 30);
	await open(page, `${PROJECT.path}/runs/${run.id}`);
	await expect(points(30)).toBeVisible();
	await context.setOffline(true);
	await expect(page.getByText('Connection lost.')).toBeVisible({ timeout: 5_000 });
	await expect(page.getByText('Not live')).toBeVisible();
	await inPieces(run, 30, 90);
	await expect(points(30)).toBeVisible();
	await context.setOffline(false);
	const backMs = Date.now();
	await expect(points(90)).toBeVisible({ timeout: 20_000 });
	say(`60 points that were missed are drawn ${Date.now() - backMs} ms after the connection is back`);
	await expect(page.getByText('Connection lost.')).toBeHidden();
	await inPieces(run, 90, 120);
	await expect(points(120)).toBeVisible({ timeout: NEWS_MS + 1_000 });
	await run.finish();
	await expect(page.getByText('Finished', { exact: true })).toBeVisible();
});

/** The chart's own word on how many points it has. */
function points(count: number) {
	return page.getByRole('figure', { name: 'loss' }).getByText(`${count} points`, { exact: true });
}

async function inPieces(run: OwnRun, from: number, until: number): Promise<void> {
	for (let step = from; step < until; step += 10) await run.logSteps('loss', step, step + 10);
}
