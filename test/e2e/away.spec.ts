import { expect, test } from '@playwright/test';
import { faultsOf, fits, open, TWO_LOOKS } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { isRefused } from './support/press.ts';

// Somebody who is away lets one other vote for them, in sight of everybody, and takes it back.

const PATH = '/interlock/settings/out-of-office';

test('a reviewer who is away names who votes for them; both and the others see it at once, and one of the two ends it', async ({ browser }) => {
	const stamp = Date.now().toString(36);
	const [away, instead] = [`Rita Away ${stamp}`, `Stan Instead ${stamp}`];
	const contexts = [
		await signedIn(browser, away, ['reviewer']),
		await signedIn(browser, instead, ['reviewer']),
		await signedIn(browser, 'Cleo Contributes', ['contributor']),
	];
	const pages = await Promise.all(contexts.map((context) => context.newPage()));
	const [rita, stan, cleo] = pages as [(typeof pages)[0], (typeof pages)[0], (typeof pages)[0]];
	for (const page of pages) await open(page, PATH);
	await expect(cleo.getByText(/^You have no vote that somebody could give for you\. This needs the role reviewer\.$/)).toBeVisible();

	const refusal = rita.getByRole('region', { name: 'Be away' }).getByRole('alert');
	const send = rita.getByRole('button', { name: 'Let them vote for me' });
	await send.click();
	await expect(refusal).toHaveText('Choose who votes for you.');
	await rita.getByRole('combobox', { name: 'Votes for you' }).click();
	await rita.getByRole('option', { name: instead }).click();
	await rita.getByLabel('Last day').fill('2020-01-01');
	await send.click();
	await expect(refusal).toContainText('untilMs');
	await rita.getByLabel('Last day').fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10));
	await rita.getByLabel('Reason').fill('A week at the sea.');
	expect(await faultsOf(rita, TWO_LOOKS)).toEqual([]);
	await send.click();
	for (const page of pages) {
		const row = page.getByRole('row').filter({ hasText: away });
		await expect(row).toContainText(instead);
		await expect(row).toContainText('every project');
		await expect(row.getByText('now', { exact: true })).toBeVisible();
	}
	await rita.setViewportSize({ width: 390, height: 844 });
	await fits(rita);

	const end = `End ${instead} for ${away}`;
	await isRefused(cleo.getByRole('button', { name: end }), 'Only the two people it is about and who manages members end it.');
	await stan.getByRole('button', { name: end }).click();
	for (const page of pages) await expect(page.getByRole('row').filter({ hasText: away })).toHaveCount(0);
	for (const context of contexts) await context.close();
});
