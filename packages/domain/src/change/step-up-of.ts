import type { PolicyDocument } from '../policy/index.ts';

/** How fresh the password of an approval has to be, by the policy and by the requirements it would count for; null: the session is enough. */
export function stepUpMsOf(policy: Pick<PolicyDocument, 'stepUpMs' | 'require'>, asks: readonly string[]): number | null {
	const own = policy.require.filter(({ name }) => asks.includes(name)).map(({ stepUpMs }) => stepUpMs ?? null);
	const all = [policy.stepUpMs, ...own].filter((ms) => ms !== null);
	return all.length > 0 ? Math.min(...all) : null;
}
