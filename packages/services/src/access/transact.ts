import { inTransaction, type Tx } from '@interlock/db';
import { DomainError } from '@interlock/domain/error';
import { denialsOf, recordDenial } from '../audit/record-denial.ts';
import type { ServiceContext } from './context.ts';

/**
 * Runs a use case in one transaction. When it is refused by `authorize` or a rule (`deny`), nothing of it stays,
 * and the refusal is written to the audit log in a transaction of its own before the error goes on.
 */
export async function transact<T>(ctx: ServiceContext, work: (tx: Tx) => Promise<T>): Promise<T> {
	try {
		return await inTransaction(ctx.db, work);
	} catch (error) {
		const cause = error instanceof DomainError ? error : error instanceof Error && error.cause instanceof DomainError ? error.cause : null;
		const denial = cause && denialsOf.get(cause);
		if (denial) await inTransaction(ctx.db, (tx) => recordDenial(tx, ctx, denial));
		throw cause ?? error;
	}
}
