import { expect, test } from '@playwright/test';
import { faultsOf, open, TWO_LOOKS } from './support/look.ts';
import { signedIn } from './support/people.ts';
import { PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';

// What a revision is judged by is edited in the browser: the gates of a policy, and whose signed checks it takes.

test('the policy form has every gate, and a key of a check is added and revoked', async ({ browser }) => {
	await quickstartStep(UNTIL);
	const admin = await signedIn(browser, 'Gate admin', ['admin']);
	const page = await admin.newPage();
	await open(page, `${PROJECT.path}/policies?environment=production`);
	await page.getByRole('button', { name: 'Edit policy' }).click();
	await expect(page.getByLabel('Worst slice, %')).toBeVisible();
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	await open(page, `${PROJECT.path}/settings`);
	await page.getByRole('button', { name: 'Add key' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Issuer').fill('ci-1');
	await dialog.getByLabel('Public key').fill('no key');
	await dialog.getByRole('button', { name: 'Add key' }).click();
	await expect(dialog.getByRole('alert')).toContainText('publicKey: must be a public key as PEM');
	const { publicKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
	const spki = Buffer.from(await crypto.subtle.exportKey('spki', publicKey)).toString('base64');
	await dialog.getByLabel('Public key').fill(`-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----`);
	await dialog.getByRole('button', { name: 'Add key' }).click();
	await expect(dialog).toBeHidden();
	await page.getByRole('button', { name: 'Revoke' }).click();
	await expect(page.getByText(/^revoked, /)).toBeVisible();
	await admin.close();
});
