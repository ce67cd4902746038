import { expect, test } from '@playwright/test';
import { faultsOf, open, TWO_LOOKS } from './support/look.ts';
import { numberOf } from './support/review.ts';
import { signedIn } from './support/people.ts';
import { isRefused } from './support/press.ts';
import { ENDPOINT, PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { haveServing, proposeFor, rollOut } from './support/rehearsal.ts';
import { call } from './support/rest.ts';
import { registerAgain } from './support/subjects.ts';
import { stackFacts } from './support/stack-facts.ts';

// What an applied change leads to is a change of its own: the same version elsewhere, or the version before it here.

test('an applied change is promoted to another environment and reverted, each as a change that links back', async ({ browser }) => {
	await quickstartStep(UNTIL);
	const endpoint = await haveServing('rehearsal');
	const version = await registerAgain();
	const applied = await proposeFor(endpoint, version, `For a rehearsal ${Date.now()}`);
	await rollOut(applied, endpoint);
	const path = `${PROJECT.path}/changes/${applied}`;
	const context = await signedIn(browser, 'Petra Promotes', ['contributor']);
	const viewers = await signedIn(browser, 'Vic Viewer', ['viewer']);
	const [page, viewer] = [await context.newPage(), await viewers.newPage()];
	await open(viewer, path);
	for (const name of ['Promote to production', 'Revert this change'])
		await isRefused(viewer.getByRole('button', { name, exact: true }), /needs the role contributor/);

	await open(page, path);
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	await page.getByRole('button', { name: 'Promote to production', exact: true }).click();
	await page.waitForURL((url) => /\/changes\/\d+$/.test(url.pathname) && url.pathname !== path);
	await expect(page.getByText(`Promote version ${version} from rehearsal to production`)).toBeVisible();
	await expect(page.getByRole('link', { name: `${ENDPOINT} / production` })).toBeVisible();
	const promoted = numberOf(page);
	const back = page.getByRole('link', { name: new RegExp(`^#${applied} `) });
	await expect(page.getByText(/^promotes/)).toBeVisible();
	await back.click();
	await page.waitForURL(`**${path}`);

	await page.getByRole('button', { name: 'Revert this change', exact: true }).click();
	await page.waitForURL((url) => /\/changes\/\d+$/.test(url.pathname) && url.pathname !== path);
	await expect(page.getByText(new RegExp(`Revert #${applied}: back to version \\d+`))).toBeVisible();
	await expect(page.getByText(/^reverts/)).toBeVisible();
	await expect(page.getByRole('link', { name: `${endpoint} / rehearsal` })).toBeVisible();
	const reverted = numberOf(page);

	const reason = { reason: 'It was for a rehearsal.' };
	for (const number of [promoted, reverted]) await call(stackFacts().secrets.operatorToken, 'POST', `${PROJECT.rest}/changes/${number}/close`, reason);
	await expect(page.getByText('Closed', { exact: true }).first()).toBeVisible();
	for (const one of [context, viewers]) await one.close();
});
