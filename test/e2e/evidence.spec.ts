import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { faultsOf, open, TWO_LOOKS } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { isRefused } from './support/press.ts';
import { PROJECT } from './support/quickstart.ts';
import { call, until } from './support/rest.ts';
import type { AuditRow } from './support/review.ts';
import { stackFacts } from './support/stack-facts.ts';
import { findSubjects } from './support/subjects.ts';

// What is kept of a change can be handed over; what is known of a person who left can be erased, and the chain stays whole.

test('who reads the audit log takes the signed evidence of a change along, or reads it as a page', async ({ browser }) => {
	const { applied } = await findSubjects();
	const path = `${PROJECT.path}/changes/${applied}`;
	const auditors = await signedIn(browser, 'Otto Auditor', ['auditor']);
	const others = await signedIn(browser, 'Cleo Contributes', ['contributor']);
	const [page, other] = [await auditors.newPage(), await others.newPage()];
	await open(other, path);
	await isRefused(other.getByRole('button', { name: 'Evidence' }), 'This needs the role auditor or admin.');
	await open(page, path);
	await page.getByRole('button', { name: 'Evidence' }).click();
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Download the signed file' }).click()]);
	expect(file.suggestedFilename()).toBe(`change-${applied}.evidence.json`);
	const text = await readFile(await file.path(), 'utf8');
	expect(text).toContain('"signature"');
	await page.getByRole('button', { name: 'Evidence' }).click();
	const [sheet] = await Promise.all([page.waitForEvent('popup'), page.getByRole('menuitem', { name: 'Read or print it' }).click()]);
	await expect(sheet.getByRole('heading', { level: 1 })).toContainText(`#${applied}`);
	for (const one of [auditors, others]) await one.close();
});

test('a person who left is erased by an administrator: the name goes, the entry and its place in the chain stay', async ({ browser }) => {
	const name = `Lena Leaves ${Date.now().toString(36)}`;
	const leaving = await signedIn(browser, name, ['contributor']);
	const made = await leaving.request.post('/api/trpc/project.create', {
		headers: { origin: stackFacts().url },
		data: { json: { org: 'interlock', name: `Left behind ${Date.now()}` } },
	});
	expect(made.ok(), await made.text()).toBe(true);
	const { operatorToken } = stackFacts().secrets;
	const { n } = await until('what she did to be sealed', async () => {
		const { rows } = await call<{ rows: AuditRow[] }>(operatorToken, 'GET', `/orgs/interlock/audit?q=${encodeURIComponent('project.created')}&limit=50`);
		return rows.find(({ entry }) => entry.actor.name === name);
	});
	const admins = await signedIn(browser, 'Adam Admin', ['admin']);
	const auditors = await signedIn(browser, 'Otto Auditor', ['auditor']);
	const [page, auditor] = [await admins.newPage(), await auditors.newPage()];
	const entry = page.getByRole('complementary', { name: `Entry ${n}` });
	const erase = { name: 'Erase personal data' };
	await open(auditor, `/interlock/audit?entry=${n}`);
	await isRefused(auditor.getByRole('button', erase), 'This needs the role admin.');

	await open(page, `/interlock/audit?entry=${n}`);
	await expect(entry).toContainText(name);
	await entry.getByRole('button', erase).click();
	const dialog = page.getByRole('dialog', { name: `Erase what is known of ${name}?` });
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	await dialog.getByRole('button', erase).click();
	await expect(dialog.getByRole('alert')).toContainText('this person is a member; remove them first');
	await dialog.getByRole('button', { name: 'Keep' }).click();

	await open(page, '/interlock/settings/members');
	await page.getByRole('button', { name: `Remove ${name}` }).click();
	const removal = page.getByRole('dialog', { name: `Remove ${name}?` });
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	await removal.getByRole('button', { name: 'Remove member' }).click();
	await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(0);

	await open(page, `/interlock/audit?entry=${n}`);
	await entry.getByRole('button', erase).click();
	await expect(dialog.getByRole('alert')).toHaveCount(0);
	await dialog.getByLabel('Reason').fill('Request 12');
	await dialog.getByRole('button', erase).click();
	await expect(dialog).toBeHidden();
	await expect(entry).toContainText("the actor's name and address");
	await expect(entry).not.toContainText(name);
	await expect(entry.getByRole('button', erase)).toHaveCount(0);
	await expect(page.getByRole('region', { name: 'Hash chain' })).toContainText(/verified|whole|intact/i);
	for (const one of [leaving, admins, auditors]) await one.close();
});
