import type { Database } from '@interlock/db';

interface Statements {
	unsafe(text: string, ...rest: unknown[]): unknown;
}
interface Client extends Statements {
	begin(...given: unknown[]): unknown;
}

type Rewrite = (text: string) => string;

const WITHOUT_LOCKS: Rewrite = (text) => text.replaceAll(/ for update( of "\w+")?/g, '');
const BLIND: Rewrite = (text) => WITHOUT_LOCKS(text).replaceAll('"rollout"."state" in (', 'false and "rollout"."state" in (');

/** The same database with every `for update` left out of its transactions: what a forgotten row lock does. */
export function withoutLocks(db: Database): Database {
	return rewriting(db, WITHOUT_LOCKS);
}

/** Without locks and without looking whether a rollout is open. */
export function withoutLooking(db: Database): Database {
	return rewriting(db, BLIND);
}

function rewriting(db: Database, rewrite: Rewrite): Database {
	const client = (db.drizzle as unknown as { $client: Client }).$client;
	const begin = client.begin.bind(client);
	client.begin = (...given) => {
		const work = given.at(-1) as (statements: Statements) => unknown;
		return begin(...given.slice(0, -1), (statements: Statements) => work(rewritten(statements, rewrite)));
	};
	return db;
}

function rewritten(statements: Statements, rewrite: Rewrite): Statements {
	return new Proxy(statements, {
		get: (target, key) => {
			if (key === 'unsafe') return (text: string, ...rest: unknown[]) => target.unsafe(rewrite(text), ...rest);
			const value = Reflect.get(target, key) as unknown;
			if (key === 'savepoint' && typeof value === 'function') {
				return (...given: unknown[]) => {
					const work = given.at(-1) as (inner: Statements) => unknown;
					return (value as (...all: unknown[]) => unknown)(...given.slice(0, -1), (inner: Statements) => work(rewritten(inner, rewrite)));
				};
			}
			return value;
		},
	});
}
