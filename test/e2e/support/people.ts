import type { Role } from '@interlock/domain/access';
import { type Browser, type BrowserContext, type BrowserContextOptions, expect } from '@playwright/test';
import { type StackFacts, stackFacts } from './stack-facts.ts';

/** Makes somebody a member, as the operator of the host. Returns their one-time sign-in link. */
export async function invite(facts: Pick<StackFacts, 'url' | 'secrets'>, name: string, roles: readonly Role[]): Promise<string> {
	const email = `${name.toLowerCase().replaceAll(' ', '-')}-${Date.now()}@interlock.invalid`;
	const answer = await fetch(`${facts.url}/api/trpc/member.invite`, {
		method: 'POST',
		headers: { authorization: `Bearer ${facts.secrets.operatorToken}`, 'content-type': 'application/json' },
		body: JSON.stringify({ json: { org: 'interlock', email, name, roles } }),
	});
	const { result } = (await answer.json()) as { result?: { data: { json: { link: string } } } };
	if (!result) throw new Error(`${name} could not be invited: ${answer.status}`);
	return result.data.json.link;
}

/** A browser of somebody new, signed in by their one-time link. */
export async function signedIn(browser: Browser, name: string, roles: readonly Role[], options: BrowserContextOptions = {}): Promise<BrowserContext> {
	const facts = stackFacts();
	const context = await browser.newContext({ baseURL: facts.url, ...options });
	await useLink(context, await invite(facts, name, roles));
	return context;
}

/** What the sign-in page does with a link, without opening it. */
async function useLink(context: BrowserContext, link: string): Promise<void> {
	const { request } = context;
	const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string };
	const secret = new URL(link).searchParams.get('link') ?? '';
	const answer = await request.post('/api/auth/callback/link', { form: { secret, csrfToken, json: 'true', redirect: 'false' } });
	expect(answer.ok(), `the link of ${link} signs in`).toBe(true);
	const cookies = await context.cookies();
	expect(cookies.map((cookie) => cookie.name)).toContain('interlock.session');
}
