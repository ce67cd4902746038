import { setTimeout as wait } from 'node:timers/promises';
import type { RouteTable } from '@interlock/contracts/serving';
import type { Logger } from 'pino';
import { acknowledgementOf } from './acknowledgement.ts';
import { applyTable, retireUnused } from './apply-table.ts';
import type { BlobCache, ReadBlob } from './blob-cache.ts';
import type { FrontDoor } from './front-door.ts';
import { saveTable } from './saved-table.ts';
import { loadVersion } from './served-version.ts';
import { EMPTY_SERVING, type Serving, tableOf } from './serving.ts';

export interface RouteFollower {
	/** What to serve now. */
	current(): Serving;
	/** True once a table, from disk or from the front door, is served. */
	isReady(): boolean;
	/** When the front door answered last; null before its first answer. */
	lastContactMs(): number | null;
	stop(): Promise<void>;
}

export interface FollowOptions {
	folder: string;
	serverId: string;
	frontDoor: FrontDoor;
	blobs: BlobCache;
	intraOpThreads: number;
	/** The table from disk, or null. */
	saved: RouteTable | null;
	logger: Logger;
}

const POLL_MS = 20_000;
/** A server that hasn't acknowledged for a minute isn't waited for: it says again what it serves after each poll. */
const SAY_AGAIN_MS = 15_000;
const PRUNE_EVERY_MS = 3_600_000;
const RETRY_POLL_MS = 2_000;
const REPEATED_WAIT_MS = 200;
const FIRST_BACKOFF_MS = 200;
const MAX_BACKOFF_MS = 5_000;

/**
 * Starts from the saved table and the blobs on disk, waiting for nobody, then follows the front door by long poll: load, switch, save, acknowledge. The front door being away changes nothing
 * of what is served. A sequence is acknowledged once it is served, with the versions that this server refuses, and again after a restart.
 */
export async function followRoutes(options: FollowOptions): Promise<RouteFollower> {
	const { folder, serverId, frontDoor, blobs, logger } = options;
	const stopping = new AbortController();
	let serving = EMPTY_SERVING;
	let isReady = false;
	/** The newest table heard of, and its sequence: served or not. */
	let latest: RouteTable | null = options.saved;
	let seen: number | null = options.saved?.seq ?? null;
	/** The newest acknowledgement, as JSON. */
	let said: string | null = null;
	let saidAtMs = 0;
	let contactMs: number | null = null;
	let prunedMs = 0;

	async function serve(table: RouteTable, read: ReadBlob): Promise<void> {
		const before = serving;
		const after = await applyTable(table, before, (orgId, entry) => loadVersion(orgId, entry, read, options.intraOpThreads), Date.now());
		serving = after;
		isReady = true;
		retireUnused(before, after);
		await saveTable(folder, tableOf(after)).catch((error: unknown) => logger.error({ error: messageOf(error) }, 'route table not saved'));
		reportRefusals(before, after);
		if (after.refusals.length === 0) await pruneBlobs(table);
	}

	async function pruneBlobs(table: RouteTable): Promise<void> {
		if (Date.now() - prunedMs < PRUNE_EVERY_MS) return;
		prunedMs = Date.now();
		const used = new Set(table.endpoints.flatMap((endpoint) => endpoint.entries.flatMap((entry) => entry.files.map((file) => file.sha256))));
		await blobs.prune(used, prunedMs).catch((error: unknown) => logger.warn({ error: messageOf(error) }, 'old blobs not deleted'));
	}

	function reportRefusals(before: Serving, after: Serving): void {
		const known = new Set(before.refusals.map((refusal) => refusal.modelVersionId + refusal.detail));
		for (const refusal of after.refusals) if (!known.has(refusal.modelVersionId + refusal.detail)) logger.error(refusal, 'version refused');
	}

	async function acknowledgeServed(): Promise<void> {
		const ack = acknowledgementOf(serverId, serving);
		if (ack === null || (JSON.stringify(ack) === said && Date.now() - saidAtMs < SAY_AGAIN_MS)) return;
		await frontDoor.acknowledge(ack);
		said = JSON.stringify(ack);
		saidAtMs = Date.now();
	}

	function owesAcknowledgement(): boolean {
		const ack = acknowledgementOf(serverId, serving);
		return ack !== null && JSON.stringify(ack) !== said;
	}

	async function step(): Promise<void> {
		const isRetrying = serving.refusals.length > 0;
		const table = await frontDoor.pollRoutes(seen, owesAcknowledgement() || contactMs === null ? 0 : isRetrying ? RETRY_POLL_MS : POLL_MS);
		contactMs = Date.now();
		const isRepeated = table !== null && table.seq === seen;
		if (table !== null) {
			latest = table;
			seen = table.seq;
		}
		if (latest !== null && (table !== null || isRetrying)) await serve(latest, blobs.read);
		isReady = true;
		await acknowledgeServed();
		if (isRepeated) await wait(REPEATED_WAIT_MS, undefined, { signal: stopping.signal });
	}

	async function follow(): Promise<void> {
		let backoffMs = 0;
		while (!stopping.signal.aborted) {
			try {
				await step();
				if (backoffMs > 0) logger.info('front door reached again');
				backoffMs = 0;
			} catch (error) {
				if (stopping.signal.aborted) return;
				if (backoffMs === 0) logger.warn({ error: messageOf(error) }, 'front door not reached, serving on');
				backoffMs = Math.min(MAX_BACKOFF_MS, Math.max(FIRST_BACKOFF_MS, backoffMs * 2));
				await wait(backoffMs * (0.75 + Math.random() / 2), undefined, { signal: stopping.signal }).catch(() => undefined);
			}
		}
	}

	if (options.saved !== null) await serve(options.saved, blobs.readKept);
	const following = follow();
	return {
		current: () => serving,
		isReady: () => isReady,
		lastContactMs: () => contactMs,
		stop: async () => {
			stopping.abort();
			frontDoor.close();
			await following;
		},
	};
}

function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
