import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { faultsOf, fits, open, TWO_LOOKS } from './support/look.ts';
import { choosePassword, passwordAgain } from './support/password.ts';
import { signedIn } from './support/people.ts';
import { ENDPOINT, PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { call, until } from './support/rest.ts';
import { say, stackFacts } from './support/stack-facts.ts';
import { changeOf, evaluated, haveVersions, proposeChange } from './support/subjects.ts';

// What waits for whom, who else is there, and a reviewer's whole path without a mouse.

test.describe.configure({ mode: 'serial' });

/** Printed beside the figure; a busy machine is no failure. */
const BANNER_GOAL_MS = 1_000;

let context: BrowserContext;
let page: Page;
let author: Page;
let number: number;

test.beforeAll(async ({ browser }) => {
	await quickstartStep(UNTIL);
	context = await signedIn(browser, 'Robin Reader', ['reviewer', 'deployer']);
	page = await context.newPage();
	await choosePassword(context);
	author = await (await signedIn(browser, 'Ada Author', ['contributor'])).newPage();
	await haveVersions(3);
	number = await proposeChange(`For the inbox ${Date.now()}`);
	await evaluated(number, 1);
});

test.afterAll(async () => {
	await context.close();
	await author.context().close();
});

test('a change that begins to wait for somebody is in their open inbox by itself, in words', async () => {
	await open(page, '/interlock/inbox');
	const line = page.getByRole('link').filter({ hasText: `#${number} For the inbox` });
	await expect(line.first()).toContainText('Give a verdict on revision 1.');
	await expect(line.first()).toContainText('You may approve it: you have the role it asks for and contributed nothing to it.');
	await expect(page.getByRole('link', { name: /^Inbox/ }).first()).toContainText(/[1-9]/);
	const { quickstartAuthorToken: token } = stackFacts().secrets;
	await call(token, 'POST', `${PROJECT.rest}/changes/${number}/close`, { reason: 'Another one follows.' });
	await expect(line).toHaveCount(0, { timeout: 3_000 });
	number = await proposeChange(`For the inbox ${Date.now()}`);
	await evaluated(number, 1);
	await expect(
		page
			.getByRole('link')
			.filter({ hasText: `#${number} For the inbox` })
			.first(),
	).toBeVisible({ timeout: 5_000 });
});

test('each sees who else reads the change and on which tab, and no more within five seconds after they left', async () => {
	const path = `${PROJECT.path}/changes/${number}`;
	await open(page, path);
	await open(author, `${path}/metrics`);
	const here = page.getByRole('list', { name: 'Also on this page' });
	await expect(here.getByRole('img', { name: 'Ada Author reads the metrics tab' })).toBeVisible({ timeout: 5_000 });
	await expect(author.getByRole('img', { name: 'Robin Reader reads the overview tab' })).toBeVisible({ timeout: 5_000 });
	await page.keyboard.press(']');
	await expect(author.getByRole('img', { name: 'Robin Reader reads the metrics tab' })).toBeVisible({ timeout: 2_000 });
	await page.keyboard.press('[');
	const leftMs = Date.now();
	await author.goto('/interlock');
	await expect(here.getByRole('img')).toHaveCount(0, { timeout: 5_000 });
	say(`who left the page was gone from the other's after ${Date.now() - leftMs} ms`);
});

test('a new revision raises the banner in the other browser at once and voids the approval there; the draft stays, and nothing is swapped until asked', async () => {
	const { quickstartAuthorToken: token } = stackFacts().secrets;
	const path = `${PROJECT.path}/changes/${number}`;
	const approve = page.getByRole('button', { name: 'Approve' });
	const [gate] = (await changeOf(number)).gates;
	// An open thread holds the rollout, so that an approval stands and nothing rolls out yet.
	const asked = { anchor: { kind: 'gate', gate: gate?.gate }, body: 'Is this one sure?' };
	const { threadId } = await call<{ threadId: string }>(token, 'POST', `${PROJECT.rest}/changes/${number}/threads`, asked);
	await open(page, path);
	await open(author, path);
	await approve.click();
	await passwordAgain(page, page.getByText('1 of 1, bound to revision 1'));
	await expect(author.getByText('1 of 1, bound to revision 1')).toBeVisible();

	const draft = page.getByRole('textbox', { name: /Your review as/ });
	await draft.fill('I have looked at carrier AA and');
	await author.getByRole('button', { name: 'Push revision' }).click();
	const dialog = author.getByRole('dialog', { name: 'Push a revision' });
	const banner = page.getByText('The candidate changed while you were reading: revision 2 was pushed and approvals of revision 1 no longer count.');
	await dialog.getByRole('combobox', { name: 'Model version' }).click();
	await author.getByRole('option', { name: 'v2', exact: true }).click();
	await expect(dialog.getByRole('button', { name: 'Push revision' })).toBeVisible();
	await page.bringToFront();
	const pushed = author.waitForResponse(/change\.pushRevision/).then(() => Date.now());
	const shown = banner.waitFor({ timeout: 10_000 }).then(() => Date.now());
	const beganMs = Date.now();
	await dialog.getByRole('button', { name: 'Push revision' }).dispatchEvent('click');
	const [pushedMs, shownMs] = await Promise.all([pushed, shown]);
	say(
		`the banner stood ${shownMs - pushedMs} ms (goal ${BANNER_GOAL_MS} ms) after the server had the revision, ${shownMs - beganMs} ms after the click that pushed it`,
	);
	await expect(draft).toHaveValue('I have looked at carrier AA and');
	await expect(page.getByText('revision 1,', { exact: false }).first()).toBeVisible();
	await page.getByRole('button', { name: 'Show revision 2' }).click();
	await expect(banner).toHaveCount(0);

	for (const one of [page, author]) {
		await expect(one.getByText('0 of 1, bound to revision 2')).toBeVisible();
		await expect(one.getByText('Given on revision 1; revision 2 voided it.')).toBeVisible();
		await expect(one.getByText('Dismissed', { exact: true })).toBeVisible();
	}
	expect((await changeOf(number)).state).toBe('in-review');
	await expect(draft).toHaveValue('I have looked at carrier AA and');
	await page.reload();
	await expect(draft).toHaveValue('I have looked at carrier AA and');
	await draft.fill('');
	await evaluated(number, 2);
	await expect(approve).toBeVisible();
	await expect(approve).not.toHaveAttribute('aria-disabled');
	await page.getByRole('link', { name: 'Timeline' }).click();
	await expect(page.getByText(/pushed revision 2: .* version 2; it voids the approval of Robin Reader/)).toBeVisible();
	await call(token, 'PUT', `${PROJECT.rest}/changes/${number}/threads/${threadId}/resolution`, { resolved: true });
});

test('a reviewer goes from anywhere over the inbox to Approve without a mouse, and no key but the button approves', async () => {
	await open(page, '/interlock');
	await page.keyboard.press('g');
	await page.keyboard.press('i');
	await page.waitForURL('**/interlock/inbox');
	await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
	const mine = page
		.getByRole('link')
		.filter({ hasText: `#${number} For the inbox` })
		.first();
	await expect(mine).toBeVisible();
	for (let i = 0; i < 40 && !(await mine.evaluate((row) => row === document.activeElement)); i++) await page.keyboard.press('j');
	await expect(mine).toBeFocused();
	await page.keyboard.press('Enter');
	await page.waitForURL(`**/changes/${number}`);
	const approve = page.getByRole('button', { name: 'Approve' });
	await expect(approve).toBeVisible();
	await page.keyboard.press('Shift+A');
	await expect(approve).toBeFocused();
	await page.keyboard.press('Shift+A');
	await page.keyboard.press('Control+Enter');
	await page.keyboard.press('a');
	expect((await changeOf(number)).state).toBe('in-review');
	await page.keyboard.press('Enter');
	await passwordAgain(page, rolloutOf(page));
	await expect(page.getByText('Rolling out', { exact: true }).first()).toBeVisible();
});

test('whoever may rolls back on the deployment page without a mouse, with a reason', async () => {
	await page.keyboard.press('g');
	await page.keyboard.press('p');
	await page.waitForURL('**/deployments');
	const row = page.getByRole('row').filter({ hasText: ENDPOINT }).first();
	await expect(row).toBeVisible();
	await page.getByRole('link', { name: ENDPOINT }).first().focus();
	await page.keyboard.press('Enter');
	await page.waitForURL(`**/deployments/${ENDPOINT}`);
	const button = page.getByRole('button', { name: /^Roll back/ }).first();
	await expect(button).toBeVisible();
	for (let i = 0; i < 120 && !(await button.evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press('Tab');
	await expect(button).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog').getByLabel('Reason')).toBeFocused();
	await page.keyboard.type('It was only for a look.');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText('Rolled back', { exact: true }).first()).toBeVisible();
	await until('the rollback', async () => {
		const { state } = await changeOf(number);
		return state === 'closed' ? state : undefined;
	});
});

test('the palette finds by name and opens by Enter; the help lists the keys; both close by Escape', async () => {
	await open(page, `${PROJECT.path}/runs`);
	await page.keyboard.press('Control+k');
	const field = page.getByRole('combobox', { name: 'Find anything' });
	await expect(field).toBeFocused();
	await field.fill(ENDPOINT);
	await expect(page.getByRole('group', { name: 'Endpoints' }).getByRole('option', { name: ENDPOINT })).toBeVisible();
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(field).toBeHidden();
	await page.keyboard.press('Control+k');
	await field.fill('audit');
	await field.fill('recalls');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/recalls');
	await page.keyboard.press('?');
	const help = page.getByRole('dialog', { name: 'Keys' });
	await expect(help).toBeVisible();
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	await page.keyboard.press('Escape');
	await expect(help).toBeHidden();
});

test('keys of one letter can be switched off, and then do nothing; Ctrl K stays', async () => {
	await open(page, '/interlock/settings/preferences');
	const single = page.getByRole('checkbox', { name: /Keys of one letter/ });
	await single.click();
	await expect(single).not.toBeChecked();
	await open(page, '/interlock');
	await page.keyboard.press('g');
	await page.keyboard.press('i');
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	// Keys are taken in order: once the palette is there, whatever the letters did would be too.
	await page.keyboard.press('Control+k');
	await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeFocused();
	expect(new URL(page.url()).pathname).toBe('/interlock');
	await page.keyboard.press('Escape');
	await open(page, '/interlock/settings/preferences');
	await single.click();
	await expect(single).toBeChecked();
});

test('what is recalled by a button is listed with all that is made from it, told on its page, and lifted with a reason', async () => {
	await open(author, `${PROJECT.path}/datasets/nyc-flights?version=1`);
	await author.getByRole('button', { name: 'Recall', exact: true }).click();
	await author.getByRole('dialog').getByLabel('Reason').fill('The delays of January are in hours.');
	await author.getByRole('dialog').getByRole('button', { name: 'Recall' }).click();
	await author.waitForURL(/\/recalls\/[0-9a-f-]{36}$/);
	await expect(author.getByRole('heading', { level: 1 })).toContainText('Recall of nyc-flights version 1');
	const endpoints = author.getByRole('region', { name: 'Endpoints' });
	await expect(endpoints.getByText('Still serving').first()).toBeVisible();
	await expect(endpoints.getByText(/it serves .* version \d+: .* nyc-flights version 1/).first()).toBeVisible();
	await expect(author.getByRole('button', { name: 'Lift recall' })).toHaveAttribute('aria-disabled', 'true');
	await open(page, '/interlock/inbox');
	await page.getByRole('link').filter({ hasText: 'nyc-flights version 1 was recalled' }).first().click();
	await page.waitForURL(new URL(author.url()).pathname);
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	await page.getByRole('button', { name: 'Lift recall' }).click();
	await page.getByRole('dialog').getByLabel('Reason').fill('It was the chart, not the data.');
	await page.getByRole('dialog').getByRole('button', { name: 'Lift recall' }).click();
	for (const one of [page, author]) await expect(one.getByText(/Lifted by Robin Reader on/)).toBeVisible();
});

test('at 390 px the inbox, the overview, Approve and the rollback all work', async ({ browser }) => {
	const pocket = await signedIn(browser, 'Pocket Reviewer', ['reviewer', 'deployer'], { viewport: { width: 390, height: 844 }, hasTouch: true });
	const small = await pocket.newPage();
	await choosePassword(pocket);
	const proposed = await proposeChange(`From a pocket ${Date.now()}`);
	await evaluated(proposed, 1);
	await small.goto('/interlock/inbox');
	await fits(small);
	await small
		.getByRole('link')
		.filter({ hasText: `#${proposed} From a pocket` })
		.first()
		.tap();
	await small.waitForURL(`**/changes/${proposed}`);
	await expect(small.getByRole('region', { name: 'Verdict' })).toBeVisible();
	await fits(small);
	await small.getByRole('button', { name: 'Approve' }).tap();
	await passwordAgain(small, rolloutOf(small));
	await fits(small);
	await small.goto(`${PROJECT.path}/deployments/${ENDPOINT}`);
	await fits(small);
	await small
		.getByRole('button', { name: /^Roll back/ })
		.first()
		.tap();
	await small.getByRole('dialog').getByLabel('Reason').fill('It was only for a look.');
	await small
		.getByRole('dialog')
		.getByRole('button', { name: /^Roll back/ })
		.tap();
	await expect(small.getByText('Rolled back', { exact: true }).first()).toBeVisible();
	await fits(small);
	await pocket.close();
});

test('the inbox, its parts, the preferences and the recalls have no axe finding and no sideways scroll', async () => {
	const paths = ['/interlock/inbox', '/interlock/inbox?show=archived', '/interlock/settings/preferences', `${PROJECT.path}/recalls`];
	const faults: string[] = [];
	for (const path of paths) {
		await open(page, path);
		faults.push(...(await faultsOf(page)).map((fault) => `${path}: ${fault}`));
	}
	expect(faults).toEqual([]);
});

test('what was told is put away by e and taken back by Undo', async () => {
	await open(page, '/interlock/inbox');
	await expect(page.getByRole('main')).toBeVisible();
	const told = page.getByRole('button', { name: 'Archive' });
	const before = await told.count();
	expect(before).toBeGreaterThan(0);
	const line = page.getByRole('listitem').filter({ has: told.first() }).first().getByRole('link');
	await line.focus();
	await page.keyboard.press('e');
	await expect(told).toHaveCount(before - 1);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(told).toHaveCount(before);
});

/** What the page turns into once its change is decided. */
function rolloutOf(of: Page) {
	return of.getByRole('heading', { name: 'Rollout', exact: true });
}
