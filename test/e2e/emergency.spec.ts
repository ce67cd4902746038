import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { faultsOf, fits, open, TWO_LOOKS } from './support/look.ts';
import { choosePassword, passwordAgain } from './support/password.ts';
import { signedIn } from './support/people.ts';
import { isRefused } from './support/press.ts';
import { PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { haveServing, proposeFor } from './support/rehearsal.ts';
import { changeOf, haveVersions } from './support/subjects.ts';

// What goes out without its approvals: who asks, who confirms, who looks at it afterwards, and that it comes back.

test.describe.configure({ mode: 'serial' });

const contexts: BrowserContext[] = [];
let gus: Page;
let ida: Page;
let rae: Page;
let number: number;
let path: string;

test.beforeAll(async ({ browser }) => {
	await quickstartStep(UNTIL);
	await haveVersions(2);
	const endpoint = await haveServing('rehearsal');
	number = await proposeFor(endpoint, 2, `For an emergency ${Date.now()}`);
	path = `${PROJECT.path}/changes/${number}`;
	const someone = async (name: string, roles: Parameters<typeof signedIn>[2]) => {
		const context = await signedIn(browser, name, roles);
		contexts.push(context);
		await choosePassword(context);
		return context.newPage();
	};
	gus = await someone('Gus Glass', ['breakglass']);
	ida = await someone('Ida Glass', ['breakglass']);
	rae = await someone('Rae Reviewer', ['reviewer', 'deployer']);
	for (const page of [gus, ida, rae]) await open(page, path);
});

test.afterAll(async () => {
	for (const context of contexts) await context.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const strip = (page: Page) => page.getByRole('region', { name: 'Emergency' });

test('only who has the role breaks the glass, with an incident and a reason, and not alone', async () => {
	await isRefused(button(rae, 'Break glass'), /needs the role breakglass/);
	await button(gus, 'Break glass').click();
	const dialog = gus.getByRole('dialog', { name: 'Break the glass?' });
	await expect(dialog.getByLabel('Incident')).toBeFocused();
	expect(await faultsOf(gus, TWO_LOOKS)).toEqual([]);
	await dialog.getByLabel('Incident').fill('INC-7');
	await dialog.getByLabel('Reason').fill('The version that serves answers nonsense since noon.');
	await dialog.getByRole('button', { name: 'Ask a second person' }).click();
	await passwordAgain(gus, strip(gus));
	await expect(dialog).toBeHidden();
	for (const page of [gus, ida, rae]) {
		await expect(strip(page)).toContainText('Emergency: to be confirmed until');
		await expect(strip(page)).toContainText('Gus Glass for INC-7');
	}
	await isRefused(button(gus, 'Confirm'), 'A second person has to confirm it.');
	await isRefused(button(rae, 'Confirm'), /needs the role breakglass/);
	expect((await changeOf(number)).state).toBe('in-review');
});

test('a second person lets it out, everybody who looks sees that a review is due, and neither of the two reviews it', async () => {
	await button(ida, 'Confirm').click();
	await passwordAgain(ida, ida.getByText(/Emergency: review due in/));
	for (const page of [gus, ida, rae]) {
		await expect(strip(page)).toContainText('Gus Glass and Ida Glass for INC-7');
		await expect(page.getByRole('heading', { name: 'Rollout', exact: true })).toBeVisible();
	}
	await isRefused(button(gus, 'Accept'), 'Gus Glass broke the glass; somebody else reviews it.');
	await isRefused(button(ida, 'Reject and roll back'), 'Ida Glass broke the glass; somebody else reviews it.');
	expect(await faultsOf(rae, TWO_LOOKS)).toEqual([]);
});

test('rejected afterwards, it is rolled back at once, and its page says who did what', async () => {
	await button(rae, 'Reject and roll back').click();
	const dialog = rae.getByRole('dialog', { name: 'Reject the emergency?' });
	await dialog.getByLabel('Reason').fill('The version that serves was fine.');
	await dialog.getByRole('button', { name: 'Reject and roll back' }).click();
	await expect(dialog).toBeHidden();
	for (const page of [rae, gus, ida]) {
		await expect(strip(page)).toContainText('Emergency: rolled back');
		await expect(page.getByText('Rolled back', { exact: true }).first()).toBeVisible();
	}
	await rae.getByRole('link', { name: 'Timeline' }).click();
	for (const said of [
		/asked for break-glass for INC-7/,
		/rejected the emergency afterwards: The version that serves was fine\./,
		/rolled back what went out by break-glass/,
	])
		await expect(rae.getByText(said).first()).toBeVisible();
	await rae.setViewportSize({ width: 390, height: 844 });
	await open(rae, path);
	await fits(rae);
});
