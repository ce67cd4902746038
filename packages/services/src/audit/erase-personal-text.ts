import { sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';

/** Columns that tell of people: who did something, and what was written about it. Not those that are bound by a digest or name a thing. */
const TELLS =
	'(_by|reason|body|sentence)$|^(author|actor|reviewer|for_name|because|description|title|incident|data|evidence|answer|result|inputs|reasons|missing|decision|user_label|user_agent|ip|value)$';
/** Sealed, bound, or no text of people. */
const NOT_OURS = ['audit_log', 'audit_outbox', 'audit_personal', 'audit_checkpoint', 'prediction', 'run_log', 'metric_point', 'metric_latest', 'run_param'];

interface Who {
	name: string;
	email: string;
}

/** A pattern of Postgres that finds the person's name or address as whole words. */
export function namedIn({ name, email }: Who): string {
	return `(?<!\\w)(${[email, name].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?!\\w)`;
}

/** Puts `label` where the person's name or address stands in the organization's rows. Returns how many cells changed. */
export async function erasePersonalText(tx: Tx, orgId: string, who: Who, label: string): Promise<number> {
	const columns = await tx.execute<{ table: string; column: string; type: string }>(sql`
		select c.table_name as "table", c.column_name as "column", c.data_type as type from information_schema.columns c
		join information_schema.tables t using (table_schema, table_name)
		where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'jsonb') and c.column_name ~ ${TELLS}
			and c.table_name not in ${NOT_OURS}
			and exists (select 1 from information_schema.columns o where o.table_schema = 'public' and o.table_name = c.table_name and o.column_name = 'org_id')`);
	const pattern = namedIn(who);
	let places = 0;
	for (const { table, column, type } of columns) {
		const cell = sql.identifier(column);
		const erased = sql`regexp_replace(${cell}::text, ${pattern}, ${label}, 'gi')`;
		const changed = await tx.execute(
			sql`update ${sql.identifier(table)} set ${cell} = ${type === 'jsonb' ? sql`${erased}::jsonb` : erased} where org_id = ${orgId} and ${cell}::text ~* ${pattern} returning 1`,
		);
		places += changed.length;
	}
	return places;
}
