import type { Database } from '@interlock/db';
import { HASH_BYTES, TILE_WIDTH } from '@interlock/domain/audit';
import { readTiles } from './read-tiles.ts';

/** A checkpoint as it goes outside. */
export interface Publication {
	/** Slug of the organization. */
	org: string;
	size: number;
	note: string;
	/** Leaf hashes of the entries since the checkpoint before, hexadecimal: with them a reader names the entry that was changed. */
	leaves: string[];
}

export interface CheckpointPublisher {
	/** Where they go, for people: a folder, a remote. */
	place: string;
	/** Puts checkpoints outside, in their order; doing it again does nothing. Throws when they can't be put there, or when other ones are there already. */
	publish(publications: readonly Publication[]): Promise<void>;
}

const AT_ONCE = 20;

/** Publishes what is new of each organization, and keeps how far it came or what kept it from going on. Returns whether there is more. */
export async function publishCheckpoints(db: Database, publisher: CheckpointPublisher, now: () => Date): Promise<boolean> {
	const behind = await db.sql<{ org_id: string; slug: string; published: number }[]>`
		select c.org_id, o.slug, coalesce(p.size, 0)::float8 as published
		from (select org_id, max(size) as size from audit_checkpoint group by org_id) c
		join organization o on o.id = c.org_id left join audit_publication p on p.org_id = c.org_id
		where p.size is null or p.size < c.size`;
	let more = false;
	for (const log of behind) {
		const notes = await db.sql<{ size: number; note: string }[]>`
			select size::float8 as size, note from audit_checkpoint where org_id = ${log.org_id} and size > ${log.published} order by size limit ${AT_ONCE}`;
		const publications = await withLeaves(db, log, notes);
		const problem = await publisher.publish(publications).then(
			() => null,
			(error: unknown) => (error instanceof Error ? error.message : String(error)),
		);
		const size = problem === null ? (notes.at(-1)?.size ?? log.published) : log.published;
		const atMs = problem === null ? now().getTime() : null;
		await db.sql`
			insert into audit_publication (org_id, size, place, at_ms, problem) values (${log.org_id}, ${size}, ${publisher.place}, ${atMs}, ${problem})
			on conflict (org_id) do update set size = excluded.size, place = excluded.place, at_ms = coalesce(excluded.at_ms, audit_publication.at_ms), problem = excluded.problem`;
		more ||= problem === null && notes.length === AT_ONCE;
	}
	return more;
}

async function withLeaves(
	db: Database,
	log: { org_id: string; slug: string; published: number },
	notes: readonly { size: number; note: string }[],
): Promise<Publication[]> {
	let from = log.published;
	const publications: Publication[] = [];
	for (const { size, note } of notes) {
		publications.push({ org: log.slug, size, note, leaves: await leavesBetween(db, log.org_id, from, size) });
		from = size;
	}
	return publications;
}

async function leavesBetween(db: Database, orgId: string, from: number, to: number): Promise<string[]> {
	const first = Math.floor(from / TILE_WIDTH);
	const count = Math.floor((to - 1) / TILE_WIDTH) - first + 1;
	const tiles = await readTiles(
		db.sql,
		orgId,
		Array.from({ length: count }, (_, i) => ({ level: 0, index: first + i })),
	);
	return Array.from({ length: to - from }, (_, i) => {
		const at = from + i;
		const start = (at % TILE_WIDTH) * HASH_BYTES;
		return (tiles.get(`0/${Math.floor(at / TILE_WIDTH)}`) ?? Buffer.alloc(0)).subarray(start, start + HASH_BYTES).toString('hex');
	});
}
