import { type Browser, expect, type Page } from '@playwright/test';
import { stackFacts } from './stack-facts.ts';

/** The people of the first journey, each in a browser of their own, and what they made so far. */
export interface Journey {
	admin: Page;
	author: Page;
	reviewer: Page;
	password: string;
	links: { author: string; reviewer: string };
	project: { name: string; slug: string; path: string; rest: string };
	/** The author's API token. */
	token: string;
	close(): Promise<void>;
}

export async function newJourney(browser: Browser): Promise<Journey> {
	const stamp = Date.now().toString(36);
	const open = async () => (await browser.newContext({ baseURL: stackFacts().url })).newPage();
	const [admin, author, reviewer] = [await open(), await open(), await open()];
	const slug = `journey-${stamp}`;
	return {
		admin,
		author,
		reviewer,
		password: `a long sentence ${stamp}`,
		links: { author: '', reviewer: '' },
		project: { name: `Journey ${stamp}`, slug, path: `/interlock/${slug}`, rest: `/projects/interlock/${slug}` },
		token: '',
		close: async () => {
			for (const page of [admin, author, reviewer]) await page.context().close();
		},
	};
}

/** The administrator invites the author and the reviewer on the members page and copies their links. */
export async function invitePeople({ admin, links, project }: Journey): Promise<void> {
	await admin.goto('/interlock/settings/members');
	const people = [
		['author', 'Author', ['Contributor', 'Deployer', 'Reviewer']],
		['reviewer', 'Reviewer', ['Reviewer']],
	] as const;
	for (const [key, name, roles] of people) {
		await admin.getByRole('button', { name: 'Invite' }).click();
		const dialog = admin.getByRole('dialog', { name: 'Invite a member' });
		await dialog.getByLabel('Name').fill(`${name} of ${project.name}`);
		await dialog.getByLabel('E-mail').fill(`${key}-${project.slug}@interlock.invalid`);
		await dialog.getByRole('checkbox', { name: 'Viewer', exact: true }).click();
		for (const role of roles) await dialog.getByRole('checkbox', { name: role, exact: true }).click();
		await dialog.getByRole('button', { name: 'Make sign-in link' }).click();
		const link = admin.getByText(/\/sign-in\?link=\S+/);
		await expect(link).toBeVisible();
		links[key] = (await link.innerText()).trim();
		await admin.getByRole('button', { name: 'I have copied it' }).click();
		await expect(admin.getByRole('row').filter({ hasText: `${name} of ${project.name}` })).toBeVisible();
	}
}
