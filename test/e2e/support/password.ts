import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import { stackFacts } from './stack-facts.ts';

const PASSWORD = 'correct horse battery';

/** Approving in production asks for the password, which somebody who came by a link has to have first. */
export async function choosePassword(of: BrowserContext): Promise<void> {
	const answer = await of.request.post('/api/trpc/me.choosePassword', { headers: { origin: stackFacts().url }, data: { json: { password: PASSWORD } } });
	expect(answer.ok(), await answer.text()).toBe(true);
}

/** Types the password where it is asked for again, by the keyboard alone, and waits for what the act leads to. */
export async function passwordAgain(of: Page, then: Locator): Promise<void> {
	const asked = of.getByRole('dialog', { name: 'Your password again' });
	await expect(asked.or(then).first()).toBeVisible();
	if (await asked.isVisible()) {
		await of.keyboard.type(PASSWORD);
		await of.keyboard.press('Enter');
	}
	await expect(then).toBeVisible();
}
