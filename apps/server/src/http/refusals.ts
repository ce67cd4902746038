import { countRefusals } from '@interlock/services/audit';
import type { Instance } from '../instance.ts';

const FLUSH_MS = 1_000;

interface Waiting {
	counts: Map<string, number>;
	timer: NodeJS.Timeout | null;
}

const waiting = new WeakMap<Instance, Waiting>();

/** Which door refused, and why; never what the caller sent. */
export type RefusalCause =
	| `${'rest' | 'trpc' | 'mlflow' | 'socket'}: ${'no credentials' | 'credentials unknown, expired or revoked'}`
	| `${'rest' | 'trpc' | 'socket'}: foreign origin`
	| 'front door: another host'
	| 'front door: malformed request';

/** Counts a refusal of a caller nobody knows; written to the instance's log once a second, so that a flood costs one row a minute. */
export function noteRefusal(instance: Instance, cause: RefusalCause): void {
	const own = waiting.get(instance) ?? { counts: new Map(), timer: null };
	waiting.set(instance, own);
	own.counts.set(cause, (own.counts.get(cause) ?? 0) + 1);
	own.timer ??= setTimeout(() => void flushRefusals(instance), FLUSH_MS).unref();
}

/** Notes a caller who could not be identified, by whether any credentials came with the request. */
export function noteUnidentified(
	instance: Instance,
	door: 'rest' | 'trpc' | 'mlflow' | 'socket',
	sent: { authorization?: string | null; cookie?: string | null },
): void {
	noteRefusal(
		instance,
		`${door}: ${sent.authorization || sent.cookie?.includes('interlock.session=') ? 'credentials unknown, expired or revoked' : 'no credentials'}`,
	);
}

/** Writes what was counted; what can't be written is counted on. */
export async function flushRefusals(instance: Instance): Promise<void> {
	const own = waiting.get(instance);
	if (!own) return;
	if (own.timer) clearTimeout(own.timer);
	const { counts } = own;
	waiting.set(instance, { counts: new Map(), timer: null });
	try {
		await countRefusals(instance.db, counts);
	} catch (error) {
		instance.log.warn({ err: error }, 'refusals could not be counted; trying again');
		for (const [cause, count] of counts) for (let i = 0; i < count; i++) noteRefusal(instance, cause as RefusalCause);
	}
}
