import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { open } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { PROJECT } from './support/quickstart.ts';
import { say } from './support/stack-facts.ts';
import { findSubjects } from './support/subjects.ts';

// The parts of a change are tabs with addresses of their own, and each is there at once.

/** Printed beside the figures; a busy machine is no failure. */
const GOAL_MS = 300;
/** Label and path of a tab, and a heading that is there once its own data is. */
const TABS = [
	['Metrics', 'metrics', 'Residuals'],
	['Data', 'data', 'Lineage'],
	['Code and environment', 'code', 'Environment'],
	['Behaviour', 'behaviour', 'Where the candidate loses'],
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
		await page.waitForLoadState('networkidle');
		times.push(`${label} ${Math.round(await page.evaluate(pressAndWait, { label, heading }))} ms`);
		await expect(page.getByRole('heading', { name: heading, exact: true }).first()).toBeVisible();
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
	// It is there once the page listens.
	await expect(page.getByRole('button', { name: 'Copy review link' })).toBeVisible();
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

/** Presses a tab within the page and waits until its heading is painted. Returns milliseconds. */
async function pressAndWait({ label, heading }: { label: string; heading: string }): Promise<number> {
	const links = [...document.querySelectorAll<HTMLAnchorElement>('nav[aria-label="Parts of the change request"] a')];
	const began = performance.now();
	links.find((link) => link.textContent?.startsWith(label))?.click();
	const isThere = () => [...document.querySelectorAll('h2')].some((element) => element.textContent === heading);
	while (!isThere() && performance.now() - began < 10_000) await new Promise((resolve) => requestAnimationFrame(resolve));
	return performance.now() - began;
}
