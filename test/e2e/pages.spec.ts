import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { faultsOf, misplaced, open, TWO_LOOKS } from './support/look.ts';
import { type ProductPage, productPages, quietPages } from './support/pages.ts';
import { signedIn } from './support/people.ts';
import { PROJECT } from './support/quickstart.ts';
import { call } from './support/rest.ts';
import { stackFacts } from './support/stack-facts.ts';
import { findSubjects } from './support/subjects.ts';

// Both themes, 1440 and 390 px: axe (WCAG 2.2 A and AA, best practices) has nothing to say and nothing scrolls sideways.

test.describe.configure({ mode: 'serial' });

let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
	context = await signedIn(browser, 'Pages reader', ['admin', 'contributor', 'reviewer', 'deployer', 'auditor']);
	page = await context.newPage();
});

test.afterAll(async () => {
	await context.close();
});

const order: string[] = [];

test('every page has no axe finding and no sideways scroll in both themes, wide and narrow', async () => {
	const pages = productPages(await findSubjects());
	const faults = await look(pages, async ({ name, regions, aside }) => {
		if (!regions) return;
		const beside = aside ? [regions.at(-1) ?? '', aside[0] ?? ''] : [];
		for (const names of [regions, aside ?? [], beside]) {
			const fault = await misplaced(page, names);
			if (fault) order.push(`${name}: ${fault}`);
		}
	});
	expect(faults).toEqual([]);
});

test('pages that have a mockup show its regions in its order', () => {
	expect(order).toEqual([]);
});

test('empty projects, unknown pages and refused filters say what to do, and look as well', async () => {
	const { operatorToken } = stackFacts().secrets;
	const { slug } = await call<{ slug: string }>(operatorToken, 'POST', '/projects', { name: `Quiet ${Date.now()}` });
	expect(await look(quietPages(`/interlock/${slug}`))).toEqual([]);
	await open(page, `/interlock/${slug}/runs`);
	await expect(page.getByText('mlflow.set_tracking_uri(')).toBeVisible();
	expect(await open(page, '/interlock/nothing/here')).toBe(404);
});

test('dialogues, menus and the pages before signing in look as well', async ({ browser }) => {
	const faults: string[] = [];
	const note = async (name: string) => faults.push(...(await faultsOf(page, TWO_LOOKS)).map((fault) => `${name}: ${fault}`));
	for (const [path, button] of [
		['/interlock', 'New project'],
		[`${PROJECT.path}/runs`, 'New run'],
		['/interlock/settings/tokens', 'New token'],
		['/interlock/settings/members', 'Invite'],
		[`${PROJECT.path}/runs`, 'Tracking URI'],
		[`${PROJECT.path}/runs`, 'Metrics'],
	] as const) {
		await open(page, path);
		await page.getByRole('button', { name: button }).click();
		await expect(page.getByRole('dialog').or(page.getByRole('menu'))).toBeVisible();
		await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
		await note(button);
	}
	const stranger = await browser.newContext({ baseURL: stackFacts().url });
	const signIn = await stranger.newPage();
	await open(signIn, '/sign-in?link=used');
	faults.push(...(await faultsOf(signIn, TWO_LOOKS)).map((fault) => `used link: ${fault}`));
	await signIn.getByLabel('E-mail').fill('nobody@interlock.invalid');
	await signIn.getByLabel('Password').fill('not the password');
	await signIn.getByRole('button', { name: 'Sign in' }).click();
	await expect(signIn.getByText('E-mail and password do not match.')).toBeVisible();
	faults.push(...(await faultsOf(signIn, TWO_LOOKS)).map((fault) => `wrong password: ${fault}`));
	await stranger.close();
	expect(faults).toEqual([]);
});

async function look(pages: readonly ProductPage[], onPage?: (shown: ProductPage) => Promise<void>): Promise<string[]> {
	const faults: string[] = [];
	for (const shown of pages) {
		await test.step(shown.name, async () => {
			await open(page, shown.path);
			await onPage?.(shown);
			faults.push(...(await faultsOf(page, onPage ? undefined : TWO_LOOKS)).map((fault) => `${shown.name}: ${fault}`));
		});
	}
	return faults;
}
