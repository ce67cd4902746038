import { inTransaction, type Tx } from '@interlock/db';
import { DomainError } from '@interlock/domain/error';
import { denialsOf, recordDenial } from '../audit/record-denial.ts';
import type { ServiceContext } from './context.ts';
import { unstorable } from './unstorable.ts';

/**
 * Runs a use case in one transaction. When it is refused by `authorize` or a rule (`deny`), nothing of it stays,
 * and the refusal is written to the audit log in a transaction of its own before the error goes on.
 */
export async function transact<T>(ctx: ServiceContext, work: (tx: Tx) => Promise<T>): Promise<T> {
	try {
		return await inTransaction(ctx.db, work);
	} catch (error) {
		const refusal = refusalIn(error) ?? unstorable(error);
		const denial = refusal && denialsOf.get(refusal);
		if (denial) await inTransaction(ctx.db, (tx) => recordDenial(tx, ctx, denial));
		throw refusal ?? error;
	}
}

function refusalIn(error: unknown): DomainError | null {
	if (error instanceof DomainError) return error;
	return error instanceof Error && error.cause instanceof DomainError ? error.cause : null;
}
