import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { open } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { PROJECT } from './support/quickstart.ts';
import { say } from './support/stack-facts.ts';
import { findSubjects } from './support/subjects.ts';

// The parts of a change are tabs with addresses of their own, and each is there at once.

/** Printed beside the figures; a busy machine is no failure. */
const GOAL_MS = 300;
const TABS = [
	['Metrics', 'metrics', 'Metrics'],
	['Data', 'data', 'Columns'],
	['Code and environment', 'code', 'Environment'],
	['Behaviour', 'behaviour', /^Mean absolute error by /],
	['Timeline', 'timeline', 'Timeline'],
	['Rollout', 'rollout', 'Rollout plan'],
	['Overview', '', 'What changes'],
] as const;

let context: BrowserContext;
let page: Page;
let base: string;

test.beforeAll(async ({ browser }) => {
	context = await signedIn(browser, 'Tab reader', ['reviewer', 'contributor']);
	page = await context.newPage();
	base = `${PROJECT.path}/changes/${(await findSubjects()).open}`;
});

test.afterAll(async () => {
	await context.close();
});

test('each tab has an address, and what it shows is there at the click', async () => {
	await open(page, base);
	const parts = page.getByRole('navigation', { name: 'Parts of the change request' });
	const times: string[] = [];
	for (const [label, path, heading] of TABS) {
		const link = parts.getByRole('link', { name: label });
		// People point at a tab before they press it; what it shows is fetched meanwhile.
		await link.hover();
		await page.waitForTimeout(200);
		const began = performance.now();
		await link.click();
		await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
		const took = performance.now() - began;
		times.push(`${label} ${Math.round(took)} ms`);
		expect(new URL(page.url()).pathname).toBe(path ? `${base}/${path}` : base);
	}
	say(`from the click to what it shows (goal ${GOAL_MS} ms): ${times.join(', ')}`);
});

test('a tab that is opened by its address shows itself, and back leads to the one before', async () => {
	await open(page, `${base}/data`);
	await expect(page.getByRole('heading', { name: 'Columns' })).toBeVisible();
	await page.getByRole('link', { name: 'Metrics' }).click();
	await expect(page.getByRole('heading', { name: 'Metrics' })).toBeVisible();
	await page.goBack();
	await expect(page.getByRole('heading', { name: 'Columns' })).toBeVisible();
	expect(await open(page, `${base}/nothing`)).toBe(404);
});

test('brackets go to the tab before and after, the verdict and the review stay at hand', async () => {
	await open(page, base);
	for (const path of ['metrics', 'data', 'code', 'behaviour', 'timeline', 'rollout']) {
		await page.keyboard.press(']');
		await page.waitForURL(`**${base}/${path}`);
		const bar = page.getByRole('region', { name: 'Verdict and review' });
		await expect(bar).toBeInViewport();
		await expect(bar.getByRole('button', { name: 'Approve' })).toBeVisible();
	}
	await page.keyboard.press('[');
	await page.waitForURL(`**${base}/timeline`);
});
