import { DomainError } from '@interlock/domain/error';

const WINDOW_MS = 60_000;
const PER_ACCOUNT = 5;
const PER_ADDRESS = 20;
const MOST_REMEMBERED = 10_000;

export interface Tried {
	account: string;
	ip?: string;
}

const tries = new Map<string, { count: number; sinceMs: number }>();

/** What somebody proves themselves with; the field that a refusal names. */
type Proof = 'password' | 'passkey';

/**
 * Counts a try before it is judged, so that tries sent at once are counted too. Throws `forbidden` when there were too many within a
 * minute: 5 for one account, 20 from one network address.
 */
export function countTry(tried: Tried, now: Date, proof: Proof = 'password'): void {
	count(`account ${tried.account}`, PER_ACCOUNT, now, proof);
	if (tried.ip) count(`ip ${tried.ip}`, PER_ADDRESS, now, proof);
}

/** Counts a question that somebody nobody knows yet asks for, by network address. Throws `forbidden` after 20 within a minute. */
export function countQuestion(ip: string | undefined, now: Date): void {
	count(`question ${ip ?? 'of an unknown address'}`, PER_ADDRESS, now, 'passkey');
}

/** Takes back a try that succeeded, with all before it on the account. */
export function forgiveTry(tried: Tried): void {
	tries.delete(`account ${tried.account}`);
	const address = tries.get(`ip ${tried.ip}`);
	if (address) address.count -= 1;
}

function count(key: string, limit: number, now: Date, field: Proof): void {
	const nowMs = now.getTime();
	const known = tries.get(key);
	const open = known && nowMs - known.sinceMs < WINDOW_MS ? known : { count: 0, sinceMs: nowMs };
	if (open.count >= limit) throw new DomainError('forbidden', 'Too many tries; wait a minute', { field, limit: `${limit} a minute`, reason: 'throttled' });
	if (!known && tries.size >= MOST_REMEMBERED) forgetOld(nowMs);
	open.count += 1;
	tries.set(key, open);
}

/** Bounds what somebody can make us remember by trying addresses without end. */
function forgetOld(nowMs: number): void {
	for (const [key, { sinceMs }] of tries) if (nowMs - sinceMs >= WINDOW_MS) tries.delete(key);
	for (const key of tries.keys()) {
		if (tries.size < MOST_REMEMBERED) break;
		tries.delete(key);
	}
}
