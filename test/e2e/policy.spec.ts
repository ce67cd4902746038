import { expect, type Page, test } from '@playwright/test';
import { faultsOf, fits, open, TWO_LOOKS } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { isRefused } from './support/press.ts';
import { PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';

// A policy is edited by one administrator and put in force by another; an environment is made where there is need of one.

test('an edit of a protected policy is a proposal that its proposer can not approve and another administrator does', async ({ browser }) => {
	await quickstartStep(UNTIL);
	const name = `canary-${Date.now().toString(36)}`;
	const path = `${PROJECT.path}/policies?environment=${name}`;
	const contexts = [
		await signedIn(browser, 'Paula Proposes', ['admin']),
		await signedIn(browser, 'Alma Approves', ['admin']),
		await signedIn(browser, 'Vic Viewer', ['viewer']),
	];
	const pages = await Promise.all(contexts.map((context) => context.newPage()));
	const [paula, alma, viewer] = pages as [Page, Page, Page];
	await open(viewer, `${PROJECT.path}/policies?environment=production`);
	await isRefused(viewer.getByRole('button', { name: 'Edit policy' }), /needs the role admin/);
	await open(viewer, `${PROJECT.path}/settings`);
	await isRefused(viewer.getByRole('button', { name: 'New environment' }), /needs the role admin/);

	await open(paula, `${PROJECT.path}/settings`);
	await paula.getByRole('button', { name: 'New environment' }).click();
	const dialog = paula.getByRole('dialog', { name: 'New environment' });
	expect(await faultsOf(paula, TWO_LOOKS)).toEqual([]);
	await dialog.getByLabel('Name').fill('production');
	await dialog.getByRole('button', { name: 'Create environment' }).click();
	await expect(dialog.getByRole('alert')).toBeVisible();
	await dialog.getByLabel('Name').fill(name);
	await dialog.getByRole('button', { name: 'Create environment' }).click();
	await expect(dialog).toBeHidden();
	await expect(paula.getByRole('heading', { name, exact: true })).toBeVisible();
	await open(paula, path);

	await paula.getByRole('button', { name: 'Edit policy' }).click();
	await paula.getByRole('checkbox', { name: /^An edit of this policy needs the approval/ }).click();
	await paula.getByRole('button', { name: 'Save as version 2' }).click();
	await expect(paula.getByText('version 2', { exact: true })).toBeVisible();
	await open(alma, path);
	await open(viewer, path);

	await paula.getByRole('button', { name: 'Edit policy' }).click();
	await paula.getByLabel('Wait timer, hours').fill('2');
	await expect(paula.getByRole('region', { name: 'What the edit does' })).toContainText('2 h');
	await paula.getByRole('button', { name: 'Try it on past changes' }).click();
	await expect(
		paula
			.getByRole('status')
			.filter({ hasText: /change/ })
			.first(),
	).toBeVisible();
	await paula.getByLabel('Why', { exact: true }).fill('Somebody may still object.');
	expect(await faultsOf(paula, TWO_LOOKS)).toEqual([]);
	await paula.getByRole('button', { name: 'Propose this edit' }).click();
	const proposal = { name: 'Paula Proposes proposes to edit version 2' };
	for (const page of pages) await expect(page.getByRole('link', proposal)).toBeVisible();
	await expect(alma.getByText('version 2', { exact: true })).toBeVisible();

	for (const page of pages) await page.getByRole('link', proposal).click();
	const approve = { name: 'Approve the edit' };
	await isRefused(paula.getByRole('button', approve), "You proposed this policy, so you can't approve it.");
	for (const button of ['Approve the edit', 'Reject']) await isRefused(viewer.getByRole('button', { name: button }), /needs the role admin/);
	expect(await faultsOf(alma, TWO_LOOKS)).toEqual([]);
	await alma.getByLabel('Why', { exact: true }).fill('Two hours are short enough.');
	await alma.getByRole('button', approve).click();
	for (const page of pages) {
		await expect(page.getByRole('heading', { level: 1 })).toContainText('Approved');
		await expect(page.getByRole('button', approve)).toHaveCount(0);
		await expect(page.getByText('Two hours are short enough.')).toBeVisible();
	}
	await open(viewer, path);
	await expect(viewer.getByText('version 3', { exact: true })).toBeVisible();
	await viewer.setViewportSize({ width: 390, height: 844 });
	await fits(viewer);
	for (const context of contexts) await context.close();
});
