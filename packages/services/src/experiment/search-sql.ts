import { sql, type SQL } from 'drizzle-orm';
import { type Comparator, type PageKey, pageToken, readPageToken, type SearchCondition, type SearchOrder } from '@interlock/domain/run';

/** How a search's grammar maps to a table: the SQL of each attribute and of the values kept beside the row. */
export interface SearchTarget {
	/** Text and number attributes by their name in the grammar. */
	attributes: Record<string, SQL>;
	/** `exists (...)` over a metric, param, tag or dataset of the row whose value meets the condition. */
	having?: Partial<Record<'metric' | 'param' | 'tag' | 'dataset', (key: string, meets: (value: SQL) => SQL) => SQL>>;
	/** The value of a metric, param or tag of the row, null when it has none (or NaN). */
	values?: Partial<Record<'metric' | 'param' | 'tag', (key: string) => SQL>>;
}

/** One column of a total order; never null. */
export interface SortKey {
	expression: SQL;
	ascending: boolean;
	type: 'text' | 'number';
}

/** The where-clause of one condition. */
export function conditionSql(condition: SearchCondition, target: SearchTarget): SQL {
	const meets = (value: SQL) => compare(value, condition.comparator, condition.value);
	if (condition.on === 'text' || condition.on === 'number') return meets(attributeOf(target, condition.key));
	const having = target.having?.[condition.on];
	if (!having) return sql`false`;
	if (condition.comparator === 'IS NULL') return sql`not ${having(condition.key, () => sql`true`)}`;
	if (condition.comparator === 'IS NOT NULL') return having(condition.key, () => sql`true`);
	return having(condition.key, meets);
}

/** Sort keys of the wanted orders, then of the tie-breaks; what has no value comes last in both directions. */
export function sortKeys(orders: readonly SearchOrder[], target: SearchTarget, ties: readonly SortKey[]): SortKey[] {
	const wanted = orders.flatMap(({ on, key, ascending }): SortKey[] => {
		const type = on === 'metric' || on === 'number' ? 'number' : 'text';
		const value = on === 'text' || on === 'number' ? attributeOf(target, key) : (target.values?.[on]?.(key) ?? sql`null`);
		return [
			{ expression: sql`(case when ${value} is null then 1 else 0 end)`, ascending: true, type: 'number' },
			{ expression: filled(value, type), ascending, type },
		];
	});
	return [...wanted, ...ties.map((tie) => ({ ...tie, expression: filled(tie.expression, tie.type) }))];
}

/** The order-by clause. */
export function orderSql(keys: readonly SortKey[]): SQL[] {
	return keys.map((key) => (key.ascending ? sql`${key.expression} asc` : sql`${key.expression} desc`));
}

/** The sort keys' values of a row, for the next page's token. */
export function cursorSql(keys: readonly SortKey[]): SQL<PageKey> {
	return sql<PageKey>`json_build_array(${sql.join(
		keys.map((key) => key.expression),
		sql`, `,
	)})`;
}

/** Only rows after the page that the token ended; everything without a token. Throws `invalid` on a foreign token. */
export function afterSql(keys: readonly SortKey[], token: string | null | undefined): SQL {
	if (!token) return sql`true`;
	const values = readPageToken(token, keys.length);
	return keys.reduceRight<SQL>((rest, key, i) => {
		const value = key.type === 'number' ? sql`${Number(values[i])}::double precision` : sql`${String(values[i])}::text collate "C"`;
		const beyond = key.ascending ? sql`${key.expression} > ${value}` : sql`${key.expression} < ${value}`;
		return sql`(${beyond} or (${key.expression} = ${value} and ${rest}))`;
	}, sql`false`);
}

/** Cuts the one row too many that was asked for and makes the next token of the last row kept. */
export function pageOf<R extends { cursor: PageKey }>(rows: readonly R[], limit: number): { rows: R[]; nextPageToken: string | null } {
	const kept = rows.slice(0, limit);
	const last = kept.at(-1);
	return { rows: kept, nextPageToken: rows.length > limit && last ? pageToken(last.cursor) : null };
}

function attributeOf(target: SearchTarget, key: string): SQL {
	return target.attributes[key] ?? sql`null`;
}

function filled(value: SQL, type: 'text' | 'number'): SQL {
	return type === 'number' ? sql`coalesce(${value}, 0)::double precision` : sql`(coalesce(${value}, '')::text collate "C")`;
}

function compare(column: SQL, comparator: Comparator, value: string | number | string[] | null): SQL {
	const right = typeof value === 'number' ? sql`${value}::double precision` : sql`${value}::text`;
	switch (comparator) {
		case '=':
			return sql`${column} = ${right}`;
		case '!=':
			return sql`${column} <> ${right}`;
		case '>':
			return sql`${column} > ${right}`;
		case '>=':
			return sql`${column} >= ${right}`;
		case '<':
			return sql`${column} < ${right}`;
		case '<=':
			return sql`${column} <= ${right}`;
		// No escape character: a pattern that ends in one would be an error of the database.
		case 'LIKE':
			return sql`${column} like ${right} escape ''`;
		case 'ILIKE':
			return sql`${column} ilike ${right} escape ''`;
		case 'IN':
			return sql`${column} in (${listOf(value)})`;
		case 'NOT IN':
			return sql`${column} not in (${listOf(value)})`;
		case 'IS NULL':
			return sql`${column} is null`;
		case 'IS NOT NULL':
			return sql`${column} is not null`;
	}
}

function listOf(value: string | number | string[] | null): SQL {
	const items = Array.isArray(value) ? value : [];
	return items.length === 0
		? sql`null`
		: sql.join(
				items.map((item) => sql`${item}::text`),
				sql`, `,
			);
}
