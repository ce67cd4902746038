import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction } from '@interlock/db';
import { person, session } from '@interlock/db/tables';
import { DomainError, parseInput } from '@interlock/domain/error';
import { z } from 'zod';
import type { ServiceContext } from '../access/index.ts';
import { countTry, forgiveTry } from './attempts.ts';
import { tellOrganizations } from './open-session.ts';
import { passwordMatches } from './passwords.ts';

const input = z.object({ password: z.string().max(1000, 'must be at most 1000 characters') });

/**
 * Takes the password again for this session, for what a policy asks it for. Errors: `forbidden` for a token, for a wrong password (kept in
 * the log of the person's organizations) and after too many tries; `conflict` for somebody who has none yet and chooses one first.
 */
export async function stepUp(ctx: ServiceContext, given: z.input<typeof input>): Promise<{ atMs: number }> {
	const { actor, request } = ctx;
	if (actor.kind !== 'user') throw new DomainError('forbidden', "An API token can't step up: only a person in the browser has a password to give");
	const { password } = parseInput(input, given);
	const [row] = await ctx.db.drizzle
		.select()
		.from(person)
		.where(and(eq(person.id, actor.userId), isNull(person.disabledAt)));
	if (!row) throw new DomainError('not-found', 'person not found');
	if (row.passwordHash === null)
		throw new DomainError('conflict', 'password: you have none yet; choose one first', { field: 'password', reason: 'no-password' });
	const caller = { ...request, requestId: request.id };
	const now = ctx.now();
	const tried = { account: actor.userId, ip: request.ip };
	countTry(tried, now);
	if (!(await passwordMatches(row.passwordHash, password))) {
		await inTransaction(ctx.db, (tx) => tellOrganizations(tx, row, caller, now, { action: 'session.stepped-up', sessionId: null, reason: 'wrong password' }));
		throw new DomainError('forbidden', 'password: is not your password', { field: 'password', reason: 'wrong-password' });
	}
	forgiveTry(tried);
	await inTransaction(ctx.db, async (tx) => {
		await tx.update(session).set({ stepUpAt: now, stepUpStrength: 'password' }).where(eq(session.id, actor.sessionId));
		await tellOrganizations(tx, row, caller, now, { action: 'session.stepped-up', sessionId: actor.sessionId, reason: 'by password' });
	});
	return { atMs: now.getTime() };
}
