import type { Database } from '@interlock/db';

/** A mail that is due, with what it says. */
export interface DueMail {
	id: string;
	to: string;
	name: string;
	sentence: string;
	because: string;
	/** A path of ours. */
	link: string;
	dueAtMs: number | null;
	/** The name of the organization. */
	org: string;
}

const LEASE = '5 minutes';
const MAX_ATTEMPTS = 8;
/** What is older says nothing new: an instance that gets its mail server back doesn't send last week's. */
const TOO_OLD = '24 hours';

/**
 * Takes mails that are due, for five minutes: whoever dies with one leaves it to the next. One that was read or archived in Interlock
 * meanwhile, or whose reader left, is not sent; neither is one older than a day.
 */
export async function takeMail(db: Database, limit = 20): Promise<DueMail[]> {
	const rows = await db.sql<{ id: string; to: string; name: string; sentence: string; because: string; link: string; due_at: Date | null; org: string }[]>`
		with due as (
			select m.id from mail m
			where m.sent_at is null and m.given_up_at is null and m.not_before <= now() and m.created_at > now() - ${TOO_OLD}::interval
			order by m.created_at limit ${limit} for update skip locked
		), taken as (
			update mail m set attempts = m.attempts + 1, not_before = now() + ${LEASE}::interval from due where due.id = m.id returning m.id, m.notification_id
		)
		select taken.id, p.email as to, p.name, n.sentence, n.because, n.link, n.due_at, o.name as org
		from taken
		join notification n on n.id = taken.notification_id
		join person p on p.id = n.user_id and p.disabled_at is null
		join membership s on s.user_id = p.id and s.org_id = n.org_id
		join organization o on o.id = n.org_id
		where n.read_at is null and n.archived_at is null`;
	return rows.map(({ due_at, ...row }) => ({ ...row, dueAtMs: due_at?.getTime() ?? null }));
}

/** Says how it went: sent, or the error; then it is tried again after 1, 2, 4 ... minutes, eight times. */
export async function settleMail(db: Database, id: string, error: string | null): Promise<void> {
	if (error === null) await db.sql`update mail set sent_at = now(), last_error = null where id = ${id}`;
	else {
		await db.sql`
			update mail set last_error = ${error.slice(0, 500)}, not_before = now() + make_interval(mins => (2 ^ least(attempts - 1, 7))::int),
				given_up_at = case when attempts >= ${MAX_ATTEMPTS} then now() end
			where id = ${id}`;
	}
}
