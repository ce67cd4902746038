import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { faultsOf, open, TWO_LOOKS } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { isRefused } from './support/press.ts';
import { MODEL, PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { haveEnvironment, proposeFor } from './support/rehearsal.ts';
import { call } from './support/rest.ts';
import { changeOf, registerAgain } from './support/subjects.ts';
import { stackFacts } from './support/stack-facts.ts';

// What holds a change is let go by those who may, and by nobody else: a gate by a waiver or by what it asks for, a veto by an administrator.

test.describe.configure({ mode: 'serial' });

const GATE = 'Model card complete';
const DAY_MS = 86_400_000;

const contexts: BrowserContext[] = [];
let wanda: Page;
let carla: Page;
let viewer: Page;
let version: number;
let number: number;
let path: string;

test.beforeAll(async ({ browser }) => {
	await quickstartStep(UNTIL);
	const endpoint = await haveEnvironment('waivers', (policy) => ({ ...policy, gates: { ...policy.gates, modelCard: { licences: ['Apache-2.0'] } } }));
	version = await registerAgain();
	number = await proposeFor(endpoint, version, `Without a card ${Date.now()}`);
	path = `${PROJECT.path}/changes/${number}`;
	const someone = async (name: string, roles: Parameters<typeof signedIn>[2]) => {
		const context = await signedIn(browser, name, roles);
		contexts.push(context);
		return context.newPage();
	};
	wanda = await someone('Wanda Waiver', ['reviewer']);
	carla = await someone('Carla Countersign', ['reviewer']);
	viewer = await someone('Vic Viewer', ['viewer']);
	for (const page of [wanda, carla, viewer]) await open(page, path);
});

test.afterAll(async () => {
	for (const context of contexts) await context.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a gate that failed is waived with a reason until a day, and counts as waived once another person countersigned', async () => {
	await isRefused(button(viewer, `Waive ${GATE}`), /needs the role reviewer/);
	await button(wanda, `Waive ${GATE}`).click();
	const dialog = wanda.getByRole('dialog', { name: `Waive “${GATE}”` });
	await expect(dialog.getByLabel('Reason')).toBeFocused();
	expect(await faultsOf(wanda, TWO_LOOKS)).toEqual([]);
	await dialog.getByLabel('Reason').fill('The card is being written this week.');
	await dialog.getByLabel('Last day').fill('2020-01-01');
	await dialog.getByRole('button', { name: 'Ask for a waiver' }).click();
	await expect(dialog.getByRole('alert')).toContainText('until');
	const lastDay = new Date(Date.now() + 14 * DAY_MS).toISOString().slice(0, 10);
	await dialog.getByLabel('Last day').fill(lastDay);
	await dialog.getByRole('button', { name: 'Ask for a waiver' }).click();
	await expect(dialog).toBeHidden();

	const countersign = `Countersign the waiver of ${GATE}`;
	await isRefused(button(wanda, countersign), 'Wanda Waiver asked for it; a second person has to countersign.');
	await isRefused(button(viewer, countersign), /A waiver needs the role reviewer/);
	await expect(carla.getByText(`Wanda Waiver asks to waive it until ${lastDay}; a second person has to countersign.`)).toBeVisible();
	await button(carla, countersign).click();
	for (const page of [carla, wanda, viewer]) {
		await expect(
			page.getByText(`Waived until ${lastDay} by Wanda Waiver, countersigned by Carla Countersign: The card is being written this week.`),
		).toBeVisible();
		await expect(page.getByRole('group', { name: 'Gates and approvals' }).getByRole('img', { name: 'Waived' })).toBeVisible();
	}
	await isRefused(button(viewer, `Revoke waiver of ${GATE}`), /needs the role reviewer/);
	expect((await changeOf(number)).gates.find(({ title }) => title === GATE)?.status).toBe('waived');
});

test('a revoked waiver holds the change again, on every open page', async () => {
	await button(carla, `Revoke waiver of ${GATE}`).click();
	for (const page of [carla, wanda]) {
		await expect(page.getByText('The waiver by Wanda Waiver was revoked.')).toBeVisible();
		await expect(button(page, `Waive ${GATE}`)).toBeVisible();
	}
});

test('who makes versions writes the model card, and its gate passes on the open page of the change', async ({ browser }) => {
	const card = `${PROJECT.path}/models/${MODEL}?version=${version}`;
	await open(viewer, card);
	await isRefused(button(viewer, 'Edit card'), /needs the role contributor/);
	const context = await signedIn(browser, 'Ada Author', ['contributor']);
	contexts.push(context);
	const ada = await context.newPage();
	await open(ada, card);
	await button(ada, 'Edit card').click();
	const dialog = ada.getByRole('dialog', { name: 'Model card' });
	expect(await faultsOf(ada, TWO_LOOKS)).toEqual([]);
	const said = {
		'Intended use': 'Delays of flights that leave New York.',
		Data: 'Flights of January 2013.',
		Limits: 'No other airports, no storms.',
		Licence: 'Apache-2.0',
		Owner: 'Ada Author',
	};
	for (const [field, text] of Object.entries(said)) await dialog.getByLabel(new RegExp(`^${field}$`, 'i')).fill(text);
	await dialog.getByRole('button', { name: 'Save card' }).click();
	await expect(dialog).toBeHidden();
	await expect(ada.getByText(`v${version}, 5 of 5 sections`)).toBeVisible();
	await expect(ada.getByText('No other airports, no storms.')).toBeVisible();
	await expect(button(wanda, `Waive ${GATE}`)).toHaveCount(0);
	await expect.poll(async () => (await changeOf(number)).gates.find(({ title }) => title === GATE)?.status).toBe('passed');
	await wanda.getByRole('link', { name: 'Timeline' }).click();
	await expect(wanda.getByText(/Ada Author\s+saved the model card\./)).toBeVisible();
});

test('a request for changes holds until an administrator who did not contribute dismisses it with a reason', async ({ browser }) => {
	await open(wanda, path);
	await wanda.getByRole('textbox', { name: /Your review as/ }).fill('Show me the storms first.');
	await button(wanda, 'Request changes').click();
	await expect(carla.getByText('Changes requested', { exact: true }).first()).toBeVisible();
	const dismiss = 'Dismiss what Wanda Waiver asks for';
	await isRefused(button(carla, dismiss), 'Only an administrator who did not contribute dismisses a request for changes.');
	const context = await signedIn(browser, 'Adam Admin', ['admin']);
	contexts.push(context);
	const adam = await context.newPage();
	await open(adam, path);
	await button(adam, dismiss).click();
	const dialog = adam.getByRole('dialog', { name: 'Dismiss what Wanda Waiver asks for?' });
	expect(await faultsOf(adam, TWO_LOOKS)).toEqual([]);
	await dialog.getByLabel('Reason').fill('Too short');
	await dialog.getByRole('button', { name: 'Dismiss' }).click();
	await expect(dialog.getByText('Say why, in at least 20 characters.')).toBeVisible();
	await dialog.getByLabel('Reason').fill('There were no storms in that month.');
	await dialog.getByRole('button', { name: 'Dismiss' }).click();
	for (const page of [adam, carla]) {
		await expect(page.getByText('Dismissed by Adam Admin: There were no storms in that month.')).toBeVisible();
		await expect(button(page, dismiss)).toHaveCount(0);
	}
	await open(adam, `${path}/timeline`);
	await adam
		.getByRole('radio', { name: 'Reviews' })
		.or(adam.getByRole('button', { name: 'Reviews' }))
		.first()
		.click();
	await expect(adam.getByText(/dismissed Wanda Waiver's request for changes: There were no storms/)).toBeVisible();
	const { quickstartAuthorToken: token } = stackFacts().secrets;
	await call(token, 'POST', `${PROJECT.rest}/changes/${number}/close`, { reason: 'It was for a rehearsal.' });
});
