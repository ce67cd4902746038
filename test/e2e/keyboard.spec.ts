import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { open } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { PROJECT } from './support/quickstart.ts';
import { findSubjects } from './support/subjects.ts';

// Everything can be reached by the keyboard, in the order a reader expects.

let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
	context = await signedIn(browser, 'Keyboard reviewer', ['reviewer', 'contributor', 'auditor']);
	page = await context.newPage();
});

test.afterAll(async () => {
	await context.close();
});

test('Tab goes from the skip link over navigation and top bar to the content, and on to the verdict', async () => {
	const { open: number } = await findSubjects();
	await open(page, `${PROJECT.path}/changes/${number}`);
	const stops: string[] = [];
	for (let i = 0; i < 200 && stops.at(-1) !== 'Approve'; i++) {
		await page.keyboard.press('Tab');
		stops.push(await focused());
	}
	const inOrder = ['Skip to content', 'Runs', 'Change requests', 'interlock', 'Copy review link', 'Overview', 'Comment', 'Approve'];
	expect(stops.filter((stop, i) => inOrder.includes(stop) && stops.indexOf(stop) === i)).toEqual(inOrder);
	await expect(page.getByRole('button', { name: 'Approve' })).toHaveCSS('outline-style', 'solid');
});

test('the skip link leads into the content', async () => {
	await open(page, `${PROJECT.path}/runs`);
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('main')).toBeFocused();
});

test('a slash puts the cursor into the filter, and stays a slash inside of it', async () => {
	for (const [path, field] of [
		[`${PROJECT.path}/runs`, 'Filter runs'],
		['/interlock/audit', 'Filter entries'],
	] as const) {
		await open(page, path);
		await page.keyboard.press('/');
		const filter = page.getByRole('searchbox', { name: field });
		await expect(filter).toBeFocused();
		await page.keyboard.type('a/b');
		await expect(filter).toHaveValue('a/b');
	}
});

test('j and k move over the rows, Enter opens one', async () => {
	await open(page, `${PROJECT.path}/runs`);
	const rows = page.getByRole('table', { name: 'Runs' }).locator('tbody [data-row]');
	await rows.first().focus();
	if ((await rows.count()) > 1) {
		await page.keyboard.press('j');
		await expect(rows.nth(1)).toBeFocused();
		await page.keyboard.press('k');
	}
	await expect(rows.first()).toBeFocused();
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/runs\/[0-9a-f]{32}$/);
});

test('a dialogue keeps the focus until it is closed, and gives it back', async () => {
	await open(page, `${PROJECT.path}/runs`);
	const opener = page.getByRole('button', { name: 'New run' });
	await opener.focus();
	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog', { name: 'New run' });
	await expect(dialog.getByRole('button', { name: 'Start training' })).toBeVisible();
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press('Tab');
		expect(await dialog.evaluate((box) => box.contains(document.activeElement)), `the focus is in the dialogue after ${i + 1} tabs`).toBe(true);
	}
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(opener).toBeFocused();
});

/** The name of what has the focus. */
async function focused(): Promise<string> {
	return page.evaluate(() => {
		const element = document.activeElement;
		if (!(element instanceof HTMLElement)) return '';
		const [first = ''] = (element.getAttribute('aria-label') ?? element.innerText).trim().split('\n');
		return first;
	});
}
