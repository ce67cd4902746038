import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { faultsOf, open, TWO_LOOKS } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { isRefused } from './support/press.ts';
import { PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { haveEnvironment, proposeFor } from './support/rehearsal.ts';
import { call } from './support/rest.ts';
import { changeOf } from './support/subjects.ts';
import { stackFacts } from './support/stack-facts.ts';

// What is said about one thing that a change shows is on the other's open page, is answered there, edited in sight, and settled.

test.describe.configure({ mode: 'serial' });

const NEWS_MS = 2_000;

const contexts: BrowserContext[] = [];
let asks: Page;
let answers: Page;
let number: number;
let path: string;

test.beforeAll(async ({ browser }) => {
	await quickstartStep(UNTIL);
	// A first version: nothing is compared with, so all of its code is shown.
	number = await proposeFor(await haveEnvironment('threads'), 1, `To talk about ${Date.now()}`);
	path = `${PROJECT.path}/changes/${number}`;
	for (const [name, roles] of [
		['Tess Asks', ['reviewer']],
		['Olaf Answers', ['contributor']],
	] as const)
		contexts.push(await signedIn(browser, name, roles));
	const [first, second] = contexts as [BrowserContext, BrowserContext];
	[asks, answers] = [await first.newPage(), await second.newPage()];
});

test.afterAll(async () => {
	await call(stackFacts().secrets.quickstartAuthorToken, 'POST', `${PROJECT.rest}/changes/${number}/close`, { reason: 'It was for a talk.' });
	for (const context of contexts) await context.close();
});

test('a thread begun on a gate is on the other open page at once, is answered there, and is settled by who may', async () => {
	const [gate] = (await changeOf(number)).gates;
	const about = `gate ${gate?.gate}`;
	await open(asks, path);
	await open(answers, path);
	await asks.getByRole('button', { name: `Comment on ${about}`, exact: true }).click();
	const panel = asks.getByRole('dialog', { name: `Discussion of ${about}` });
	await panel.getByRole('textbox', { name: `Comment on ${about}` }).fill('Is **this** one sure?');
	expect(await faultsOf(asks, TWO_LOOKS)).toEqual([]);
	await panel.getByRole('button', { name: 'Begin thread' }).click();
	const thread = answers.getByRole('article', { name: `Thread on ${about}` });
	await expect(thread).toContainText('Is this one sure?', { timeout: NEWS_MS });
	await expect(answers.getByRole('button', { name: `Comment on ${about}: 1 thread, 1 open` })).toBeVisible();
	await thread.getByRole('textbox', { name: `Reply on ${about}` }).fill('It is.');
	await answers.keyboard.press('Control+Enter');
	await expect(panel.getByRole('article')).toContainText('It is.', { timeout: NEWS_MS });
	await isRefused(thread.getByRole('button', { name: 'Resolve', exact: true }), /Only Tess Asks or a reviewer/);
	await expect(asks.getByText('1 open thread', { exact: false }).first()).toBeVisible();
	await panel.getByRole('button', { name: 'Resolve', exact: true }).click();
	await expect(thread.getByText('Resolved', { exact: true })).toBeVisible({ timeout: NEWS_MS });
	await expect(answers.getByText('0 open threads')).toBeVisible();
	await asks.keyboard.press('Escape');
	await expect(panel).toBeHidden();
	await expect(asks.getByRole('button', { name: `Comment on ${about}: 1 thread, 0 open` })).toBeFocused();
});

test('an edited comment says so to everybody and keeps what it said before; only its writer edits it', async () => {
	await open(asks, `${path}/metrics`);
	await open(answers, `${path}/metrics`);
	const mark = asks.getByRole('button', { name: /^Comment on metric / }).first();
	const about = (await mark.getAttribute('aria-label'))?.replace('Comment on ', '') ?? '';
	await mark.click();
	const panel = asks.getByRole('dialog', { name: `Discussion of ${about}` });
	await panel.getByRole('textbox').fill('It is worse than I hoped.');
	await panel.getByRole('button', { name: 'Begin thread' }).click();
	await answers.getByRole('button', { name: `Comment on ${about}: 1 thread, 1 open` }).click();
	const theirs = answers.getByRole('dialog', { name: `Discussion of ${about}` }).getByRole('article');
	await expect(theirs).toContainText('It is worse than I hoped.');
	await expect(theirs.getByRole('button', { name: 'Edit', exact: true })).toHaveCount(0);
	await panel.getByRole('button', { name: 'Edit', exact: true }).click();
	await panel.getByRole('textbox', { name: 'Edit the comment' }).fill('It is better than I feared.');
	await panel.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(theirs).toContainText('It is better than I feared.', { timeout: NEWS_MS });
	await theirs.getByRole('button', { name: 'edited', exact: true }).click();
	await expect(theirs.getByRole('list', { name: 'Earlier versions' })).toContainText('It is worse than I hoped.');
	expect(await faultsOf(answers, TWO_LOOKS)).toEqual([]);
});

test('whom a comment on a line of code names finds it in their inbox, and comes from there to the line', async () => {
	await open(asks, `${path}/code`);
	await open(answers, '/interlock/inbox');
	await asks.getByRole('button', { name: 'Comment on line 1', exact: true }).click();
	await asks.getByRole('textbox', { name: 'Comment on line 1' }).fill('Why so, @Olaf Answers?');
	await asks.getByRole('button', { name: 'Begin thread' }).click();
	const line = answers.getByRole('link').filter({ hasText: `Tess Asks named you in #${number} on ` });
	await expect(line).toBeVisible({ timeout: NEWS_MS });
	await expect(line).toContainText('You were named.');
	await line.click();
	await answers.waitForURL(`**${path}/code`);
	await expect(answers.getByRole('article', { name: /^Thread on .*, line 1$/ })).toContainText('Why so, @Olaf Answers?');
});
