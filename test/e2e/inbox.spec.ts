import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { faultsOf, open, TWO_LOOKS } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { ENDPOINT, MODEL, PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { call, until } from './support/rest.ts';
import { say, stackFacts } from './support/stack-facts.ts';
import { proposeChange } from './support/subjects.ts';

// What waits for whom, who else is there, and a reviewer's whole path without a mouse.

test.describe.configure({ mode: 'serial' });

const PASSWORD = 'correct horse battery';

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

test('a new revision raises the banner in the other browser within a second, keeps the draft, and swaps nothing until asked', async () => {
	const path = `${PROJECT.path}/changes/${number}`;
	await open(page, path);
	await open(author, path);
	const draft = page.getByRole('textbox', { name: /Your review as/ });
	await draft.fill('I have looked at carrier AA and');
	await author.getByRole('button', { name: 'Push revision' }).click();
	const dialog = author.getByRole('dialog', { name: 'Push a revision' });
	const banner = page.getByText('The candidate changed while you were reading: revision 2 was pushed');
	await dialog.getByRole('combobox', { name: 'Model version' }).click();
	await author.getByRole('option', { name: 'v2', exact: true }).click();
	await expect(dialog.getByRole('button', { name: 'Push revision' })).toBeVisible();
	await page.bringToFront();
	const pushed = author.waitForResponse(/change\.pushRevision/).then(() => Date.now());
	const shown = banner.waitFor({ timeout: 10_000 }).then(() => Date.now());
	const beganMs = Date.now();
	await dialog.getByRole('button', { name: 'Push revision' }).dispatchEvent('click');
	const [pushedMs, shownMs] = await Promise.all([pushed, shown]);
	say(`the banner stood ${shownMs - pushedMs} ms after the server had the revision, ${shownMs - beganMs} ms after the click that pushed it`);
	expect(shownMs - pushedMs).toBeLessThan(1_000);
	await expect(draft).toHaveValue('I have looked at carrier AA and');
	await expect(page.getByText('revision 1,', { exact: false }).first()).toBeVisible();
	await page.getByRole('button', { name: 'Show revision 2' }).click();
	await expect(banner).toHaveCount(0);
	await expect(draft).toHaveValue('I have looked at carrier AA and');
	await page.reload();
	await expect(draft).toHaveValue('I have looked at carrier AA and');
	await draft.fill('');
	await evaluated(number, 2);
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
	const { quickstartAuthorToken: token } = stackFacts().secrets;
	expect((await call<{ state: string }>(token, 'GET', `${PROJECT.rest}/changes/${number}`)).state).toBe('in-review');
	await page.keyboard.press('Enter');
	await passwordAgain(page);
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
		const { state } = await call<{ state: string }>(stackFacts().secrets.quickstartAuthorToken, 'GET', `${PROJECT.rest}/changes/${number}`);
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
	await page.waitForTimeout(500);
	expect(new URL(page.url()).pathname).toBe('/interlock');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await page.keyboard.press('Control+k');
	await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeFocused();
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
	await expect(endpoints.getByText('Still serving')).toBeVisible();
	await expect(endpoints.getByText(/it serves .* version \d+: .* nyc-flights version 1/)).toBeVisible();
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
	await passwordAgain(small);
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

/** Approving in production asks for the password, which somebody who came by a link has to have first. */
async function choosePassword(of: BrowserContext): Promise<void> {
	const answer = await of.request.post('/api/trpc/me.choosePassword', { headers: { origin: stackFacts().url }, data: { json: { password: PASSWORD } } });
	expect(answer.ok(), await answer.text()).toBe(true);
}

/** Types the password where it is asked for again, by the keyboard alone, and waits for the rollout. */
async function passwordAgain(of: Page): Promise<void> {
	const asked = of.getByRole('dialog', { name: 'Your password again' });
	const rollout = of.getByRole('heading', { name: 'Rollout', exact: true });
	await expect(asked.or(rollout).first()).toBeVisible();
	if (await asked.isVisible()) {
		await of.keyboard.type(PASSWORD);
		await of.keyboard.press('Enter');
	}
	await expect(rollout).toBeVisible();
}

/** Nothing of the page sticks out sideways. */
async function fits(of: Page): Promise<void> {
	await expect(of.getByRole('main')).toBeVisible();
	const wide = await of.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	expect(wide, `${of.url()} scrolls sideways by ${wide} px`).toBeLessThanOrEqual(0);
}

/** Registers the served version again until there are so many: one serves, the others can be proposed. */
async function haveVersions(count: number): Promise<void> {
	const { url, secrets } = stackFacts();
	const { versions } = await call<{ versions: { version: number }[] }>(secrets.quickstartAuthorToken, 'GET', `${PROJECT.rest}/models/${MODEL}`);
	for (let have = versions.length; have < count; have++) {
		const answer = await fetch(`${url}/mlflow/${PROJECT.org}/${PROJECT.slug}/api/2.0/mlflow/model-versions/create`, {
			method: 'POST',
			headers: { authorization: `Bearer ${secrets.quickstartAuthorToken}`, 'content-type': 'application/json' },
			body: JSON.stringify({ name: MODEL, source: `models:/${MODEL}/1` }),
		});
		expect(answer.status, await answer.text()).toBe(200);
	}
}

/** Waits until a revision of a change has its evidence. */
async function evaluated(change: number, revision: number): Promise<void> {
	await until(`the evidence of change #${change}`, async () => {
		const now = await call<{ revision: { number: number; evaluation: string } }>(
			stackFacts().secrets.quickstartAuthorToken,
			'GET',
			`${PROJECT.rest}/changes/${change}`,
		);
		return now.revision.number === revision && now.revision.evaluation === 'finished' ? true : undefined;
	});
}
