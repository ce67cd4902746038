import { expect, type Page } from '@playwright/test';

/** Opens a one-time link, continues as its person, and chooses a password where the page asks for one. */
export async function signInByLink(page: Page, link: string, password = 'correct horse battery'): Promise<void> {
	await page.goto(link);
	await page.getByRole('button', { name: /^Continue as/ }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
	if (new URL(page.url()).pathname !== '/account/password') return;
	await page.getByLabel('New password', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Choose password' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/account'));
	await expect(page).not.toHaveURL(/sign-in/);
}
