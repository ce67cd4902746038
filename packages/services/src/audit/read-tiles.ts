import type { Sql } from '@interlock/db';
import type { TileAddress } from '@interlock/domain/audit';
import { tileKey, type Tiles } from '@interlock/storage';

/** Tiles of an organization's tree by `level/index`; those that aren't there yet are left out. */
export async function readTiles(sql: Sql, orgId: string, wanted: readonly TileAddress[]): Promise<Tiles> {
	const rows = await sql<{ level: number; index: number; hashes: Buffer }[]>`
		select level, index::float8 as index, hashes from audit_tile
		where org_id = ${orgId} and (level, index) in (select * from unnest(${wanted.map((at) => at.level)}::int[], ${wanted.map((at) => at.index)}::bigint[]))`;
	return new Map(rows.map(({ level, index, hashes }) => [tileKey({ level, index }), hashes]));
}
