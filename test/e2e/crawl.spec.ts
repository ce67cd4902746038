import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { open } from './support/look.ts';
import { productPages } from './support/pages.ts';
import { signedIn } from './support/people.ts';
import { buttonsOf, press, putBack } from './support/press.ts';
import { say, stackFacts } from './support/stack-facts.ts';
import { findSubjects } from './support/subjects.ts';

// Somebody who may do everything follows every link and presses every button.

/** Buttons that act at once on what other journeys look at; each has a journey of its own. */
const NOT_PRESSED: readonly { name: RegExp; because: string }[] = [
	{ name: /^(Approve the edit|Reject)$/, because: 'decides on the policy of the shared endpoint; its own journey presses it' },
	{ name: /^Approve$/, because: 'rolls a version out on the shared endpoint; the first journey presses it' },
	{ name: /^(Promote to|Revert this change)/, because: 'opens a change request of its own; the journey of promotion presses it' },
];
let context: BrowserContext;
let page: Page;
const problems: string[] = [];

test.beforeAll(async ({ browser }) => {
	context = await signedIn(browser, 'Crawler', ['admin', 'contributor', 'reviewer', 'deployer', 'auditor'], {
		permissions: ['clipboard-read', 'clipboard-write'],
	});
	page = await context.newPage();
	const note = (what: string) => problems.push(`${new URL(page.url()).pathname}: ${what}`);
	page.on('console', (message) => message.type() === 'error' && note(`console: ${message.text()}`));
	page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
	page.on('response', (response) => response.status() >= 400 && note(`${response.status()} ${response.url()}`));
	// Leaving a page ends what it still fetched.
	page.on('requestfailed', (request) => request.failure()?.errorText !== 'net::ERR_ABORTED' && note(`${request.failure()?.errorText} ${request.url()}`));
});

test.afterAll(async () => {
	await context.close();
});

test('no link of any page leads nowhere, no page has an error in its console and no request fails', async () => {
	const { url } = stackFacts();
	const waiting = productPages(await findSubjects()).map(({ path }) => path);
	const known = new Set(waiting);
	const opened = new Set<string>();
	const dead: string[] = [];
	let asked = 0;
	for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
		const kind = kindOf(path);
		// One page of a kind is opened; others like it are asked for, as files are.
		if (opened.has(kind) || isFile(path)) {
			asked += 1;
			const answer = await context.request.get(path);
			if (answer.status() >= 400) dead.push(`${answer.status()} ${path}`);
			continue;
		}
		opened.add(kind);
		const status = await open(page, path);
		if (status >= 400) dead.push(`${status} ${path}`);
		for (const link of await linksOf(page, url)) {
			if (known.has(link)) continue;
			known.add(link);
			waiting.push(link);
		}
	}
	say(`${known.size} links: ${known.size - asked} opened in the browser, ${asked} asked for; ${opened.size} kinds of pages`);
	expect(dead).toEqual([]);
	expect(problems).toEqual([]);
});

test('every button does something', async () => {
	const silent: string[] = [];
	const pressed = new Set<string>();
	let count = 0;
	problems.length = 0;
	for (const { name: pageName, path } of productPages(await findSubjects())) {
		await open(page, path);
		for (const button of await buttonsOf(page)) {
			const key = button.ofFrame ? `frame ${button.name}` : `${kindOf(path)} ${generalName(button.name)}`;
			if (pressed.has(key)) continue;
			pressed.add(key);
			if (button.off !== null || NOT_PRESSED.some((exception) => exception.name.test(button.name))) continue;
			const from = page.url();
			let happened = await press(page, button);
			if (happened === 'it is gone') {
				await open(page, path);
				happened = await press(page, button);
			}
			count += 1;
			if (happened === null) silent.push(`${pageName}: ${button.name}`);
			if (!(await putBack(page, from))) await open(page, path);
		}
	}
	say(`${count} buttons pressed, each did something`);
	expect(silent, 'buttons without effect').toEqual([]);
	expect(problems).toEqual([]);
});

test('a viewer finds every button that is not theirs to press explained in a sentence', async ({ browser }) => {
	const viewers = await signedIn(browser, 'Viewer', ['viewer']);
	const theirs = await viewers.newPage();
	const unexplained: string[] = [];
	let explained = 0;
	for (const { name, path } of productPages(await findSubjects())) {
		if (name.startsWith('audit')) continue;
		await open(theirs, path);
		for (const button of (await buttonsOf(theirs)).filter(({ off }) => off !== null)) {
			if ((button.off ?? '').split(' ').length < 4) unexplained.push(`${name}: ${button.name}`);
			else explained += 1;
		}
	}
	await viewers.close();
	say(`${explained} buttons say why they can't be pressed`);
	expect(unexplained).toEqual([]);
});

/** Addresses of this instance that the open page links to, without their fragments. */
async function linksOf(from: Page, origin: string): Promise<string[]> {
	const links = await from.locator('a[href]').evaluateAll((anchors) => anchors.map((anchor) => (anchor as HTMLAnchorElement).href));
	return links.filter((link) => link.startsWith(`${origin}/`)).map((link) => link.slice(origin.length).split('#')[0] ?? '/');
}

/** Files are downloaded, not opened. */
function isFile(path: string): boolean {
	return path.startsWith('/api/');
}

/** What kind of page an address is: projects, names and values are left out. */
function kindOf(path: string): string {
	const { pathname, searchParams } = new URL(path, 'http://here');
	const [, org, project, noun, , part] = pathname.split('/');
	const place = project === 'settings' || project === 'audit' ? pathname : [org, project && '*', noun, part].join('/');
	return `${place} ${pathname.split('/').length} ${[...searchParams.keys()].sort().join('&')}`;
}

/** A button of a row stands for all of its column. */
function generalName(name: string): string {
	return name.replace(/^(Copy|Revoke|Remove|Show|Roles of|Comment on) .*$/, '$1 …').replaceAll(/\d+/g, 'N');
}
