import type { RouteEntry, ServedEndpoint } from '@interlock/contracts/serving';
import { DomainError } from '@interlock/domain/error';
import { DigestMismatch } from './blob-cache.ts';
import type { Refusal } from './serving.ts';

/** Bytes that couldn't be had so long, over so many tries, count as none: until then the front door may just be in trouble. */
const UNAVAILABLE_AFTER_MS = 30_000;
const UNAVAILABLE_TRIES = 3;

/** What to say of a version that couldn't be loaded. `earlier`: the refusals before this try. */
export function refuseVersion(endpoint: ServedEndpoint, entry: RouteEntry, error: unknown, earlier: readonly Refusal[], nowMs: number): Refusal {
	const { endpointId } = endpoint;
	const { modelVersionId } = entry;
	const reason = error instanceof DigestMismatch ? 'digest differs' : error instanceof DomainError ? 'cannot be opened' : 'bytes unavailable';
	const detail = error instanceof Error ? error.message : String(error);
	const before = earlier.find((known) => known.endpointId === endpointId && known.modelVersionId === modelVersionId && known.reason === reason);
	const tries = (before?.tries ?? 0) + 1;
	const sinceMs = before?.sinceMs ?? nowMs;
	const isFinal = reason !== 'bytes unavailable' || (tries >= UNAVAILABLE_TRIES && nowMs - sinceMs >= UNAVAILABLE_AFTER_MS);
	return { endpointId, modelVersionId, reason, detail, isFinal, sinceMs, tries };
}
