import { type BrowserContext, expect, test } from '@playwright/test';
import { faultsOf, open, TWO_LOOKS } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { call } from './support/rest.ts';
import { stackFacts } from './support/stack-facts.ts';

// A project is described, gets an environment, and its policy is edited by one administrator and approved by another.

test.describe.configure({ mode: 'serial' });

let path: string;
let ines: BrowserContext;
let otto: BrowserContext;

test.beforeAll(async ({ browser }) => {
	const { slug } = await call<{ slug: string }>(stackFacts().secrets.operatorToken, 'POST', '/projects', { name: `Settled ${Date.now()}` });
	path = `/interlock/${slug}`;
	ines = await signedIn(browser, 'Ines', ['admin']);
	otto = await signedIn(browser, 'Otto', ['admin']);
});

test.afterAll(async () => {
	await ines.close();
	await otto.close();
});

test('a project is renamed and described, and gets an environment, on its settings page', async () => {
	const page = await ines.newPage();
	await open(page, `${path}/settings`);
	await page.getByLabel('Name', { exact: true }).fill('Settled and done');
	await page.getByLabel('Description').fill('What arrives late.');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveAccessibleDescription('Nothing was changed.');
	await page.getByRole('button', { name: 'New environment' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Name').fill('Canary EU');
	await dialog.getByLabel('What it is for').fill('Europe first.');
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	await dialog.getByRole('button', { name: 'Create environment' }).click();
	await expect(dialog).toBeHidden();
	await expect(page.getByRole('region', { name: 'Environments' }).getByText('Europe first.')).toBeVisible();
	await open(page, '/interlock');
	await expect(page.getByRole('row', { name: /Settled and done.*What arrives late\./ })).toBeVisible();
	await page.close();
});

test('an edit of a protected policy is proposed by one administrator, found in the inbox and approved by another on its page', async () => {
	const author = await ines.newPage();
	await open(author, `${path}/policies?environment=production`);
	await author.getByRole('button', { name: 'Edit policy' }).click();
	await author.getByLabel('Requests per step').fill('300');
	await author.getByLabel('Why', { exact: true }).fill('More to judge by.');
	await author.getByRole('button', { name: 'Propose this edit' }).click();
	await author.getByRole('link', { name: 'Ines proposes to edit version 1' }).click();
	await expect(author.getByRole('button', { name: 'Approve the edit' })).toHaveAccessibleDescription("You proposed this policy, so you can't approve it.");
	await expect(author.getByRole('table', { name: 'Lines of the policy' })).toContainText('minRequests: 300');

	const reviewer = await otto.newPage();
	await open(reviewer, '/interlock/inbox');
	await reviewer.getByRole('link', { name: /Edit of production’s policy, version 1.*More to judge by\./ }).click();
	await expect(reviewer.getByRole('region', { name: 'On past changes' })).toContainText('No decision of a change is kept yet.');
	await reviewer.getByLabel('Why').fill('Agreed.');
	await reviewer.getByRole('button', { name: 'Approve the edit' }).click();
	await expect(reviewer.getByText('Otto approved it as version 2')).toBeVisible();
	await expect(author.getByText('Otto approved it as version 2'), 'the other open page follows').toBeVisible();
	await author.close();
	await reviewer.close();
});
