import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectDatabase } from '@interlock/db';
import { type BrowserContext, type CDPSession, expect, type Page, test } from '@playwright/test';
import { faultsOf, open, TWO_LOOKS } from './support/look.ts';
import { useNamedInstance } from './support/named-instance.ts';
import { signedIn } from './support/people.ts';
import { MODEL, PROJECT, quickstartStep, UNTIL } from './support/quickstart.ts';
import { call, until } from './support/rest.ts';
import { stackFacts } from './support/stack-facts.ts';

// A reviewer without a password: adds a passkey, approves with it, signs in with it. Chromium's own virtual authenticator stands in for a finger.

test.describe.configure({ mode: 'serial' });

const NAME = `Passkey reviewer ${Date.now().toString(36)}`;
let context: BrowserContext;
let page: Page;
let cdp: CDPSession;
let authenticatorId: string;

let end: () => Promise<void>;

test.beforeAll(async ({ browser }) => {
	end = await useNamedInstance();
	context = await signedIn(browser, NAME, ['reviewer', 'auditor']);
	page = await context.newPage();
	cdp = await context.newCDPSession(page);
	await cdp.send('WebAuthn.enable');
	({ authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true,
		},
	}));
});

test.afterAll(async () => {
	await context.close();
	await end();
});

test('somebody who came by a one-time link adds a passkey, names it, and can not remove the only way in', async () => {
	await open(page, '/interlock/settings/security');
	await expect(page.getByText('You have none: you sign in by a passkey.')).toBeVisible();
	await page.getByRole('button', { name: 'Add a passkey' }).click();
	const adding = page.getByRole('dialog', { name: 'Add a passkey' });
	await adding.getByLabel('Name').fill('laptop');
	await adding.getByRole('button', { name: 'Make passkey' }).click();
	const row = page.getByRole('table', { name: 'Passkeys' }).getByRole('row');
	await expect(row.filter({ hasText: 'laptop' })).toBeVisible();
	await page.getByRole('button', { name: 'Rename laptop' }).click();
	const renaming = page.getByRole('dialog', { name: 'Rename laptop' });
	await renaming.getByLabel('Name').fill('key ring');
	await renaming.getByRole('button', { name: 'Rename' }).click();
	await expect(row.filter({ hasText: 'key ring' })).toBeVisible();
	await page.getByRole('button', { name: 'Remove key ring' }).click();
	const removing = page.getByRole('dialog', { name: 'Remove key ring?' });
	await removing.getByRole('button', { name: 'Remove passkey' }).click();
	await expect(removing.getByRole('alert')).toContainText('This is your only way to sign in.');
	await removing.getByRole('button', { name: 'Keep passkey' }).click();
	expect(await faultsOf(page)).toEqual([]);
});

test('R16: approving asks for the passkey when it was used too long ago; unverified it is refused, touched it approves', async () => {
	const number = await changeThatAsks();
	await proofIsOld();
	await open(page, `${PROJECT.path}/changes/${number}`);
	await page.getByRole('button', { name: 'Approve' }).click();
	const asked = page.getByRole('dialog', { name: 'Your passkey again' });
	await expect(asked.getByRole('button', { name: 'Use a passkey' })).toBeVisible();
	expect(await faultsOf(page, TWO_LOOKS)).toEqual([]);
	await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
	await asked.getByRole('button', { name: 'Use a passkey' }).click();
	await expect(asked.getByRole('alert')).toBeVisible();
	await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
	await asked.getByRole('button', { name: 'Use a passkey' }).click();
	await expect(page.getByRole('heading', { name: 'Rollout', exact: true })).toBeVisible();
	await open(page, '/interlock/audit?q=session.stepped-up');
	await expect(page.getByRole('table', { name: 'Audit entries' }).getByText(NAME).first()).toBeVisible();
});

test('signing out and in again by the passkey alone, without a name typed', async () => {
	await page.getByRole('button', { name: `Account of ${NAME}` }).click();
	await page.getByRole('menuitem', { name: 'Sign out' }).click();
	await page.waitForURL(/sign-in/);
	expect(await faultsOf(page)).toEqual([]);
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
	await expect(page.getByRole('button', { name: `Account of ${NAME}` })).toBeVisible();
	await cdp.send('WebAuthn.clearCredentials', { authenticatorId });
});

/** A change for an endpoint of staging, where the policy asks for a passkey of the last ten minutes. Returns its number once it has its evidence. */
async function changeThatAsks(): Promise<number> {
	await quickstartStep(UNTIL);
	const { operatorToken: operator, quickstartAuthorToken: author } = stackFacts().secrets;
	const policy = `${PROJECT.rest}/policies/staging`;
	const { current } = await call<{ current: { version: number; document: object } }>(operator, 'GET', policy);
	await call(operator, 'PUT', policy, { baseVersion: current.version, document: { ...current.document, stepUpMs: 600_000, stepUpStrength: 'passkey' } });
	const name = `rehearsal-${Date.now().toString(36)}`;
	const config = { task: 'regression', target: 'arr_delay', unit: 'minutes', blockColumn: 'day', sliceColumns: ['carrier'], naiveColumn: 'dep_delay' };
	const endpoint = {
		name,
		environment: 'staging',
		model: MODEL,
		config: { ...config, eventTimeColumn: 'scheduled_at', keyColumn: 'flight_id' },
		retrain: null,
	};
	await call(operator, 'POST', `${PROJECT.rest}/endpoints`, endpoint);
	const proposed = { endpoint: name, version: 1, holdout: { dataset: 'nyc-flights', version: 2 }, title: 'A rehearsal in staging', description: '' };
	const { number } = await call<{ number: number }>(author, 'POST', `${PROJECT.rest}/changes`, proposed);
	return until(`the evidence of change #${number}`, async () => {
		const now = await call<{ revision: { evaluation: string } }>(author, 'GET', `${PROJECT.rest}/changes/${number}`);
		return now.revision.evaluation === 'finished' ? number : undefined;
	});
}

/** Lets eleven minutes pass for what the reviewer proved so far. */
async function proofIsOld(): Promise<void> {
	const { user, password, port } = JSON.parse(await readFile(join(stackFacts().home, 'pg/server.json'), 'utf8'));
	const db = await connectDatabase(`postgres://${user}:${password}@127.0.0.1:${port}/interlock`, { max: 1 });
	try {
		await db.sql`
			update session set step_up_at = step_up_at - interval '11 minutes', auth_at = auth_at - interval '11 minutes'
			where user_id = (select id from person where name = ${NAME})`;
	} finally {
		await db.close();
	}
}
