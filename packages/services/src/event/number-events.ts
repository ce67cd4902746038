import type { Database } from '@interlock/db';

export interface NumberedEvent {
	orgId: string;
	projectId: string | null;
	channel: string;
	seq: number;
	type: string;
	data: Record<string, unknown>;
	atMs: number;
}

interface EventRow {
	org_id: string;
	project_id: string | null;
	channel: string;
	seq: string;
	type: string;
	data: Record<string, unknown>;
	created_at: Date;
}

/** Gives committed events their numbers, in order per channel, without gaps. One sequencer at a time (advisory lock); returns what it numbered. */
export async function numberEvents(db: Database, limit = 1000): Promise<NumberedEvent[]> {
	return db.sql.begin(async (sql) => {
		const [lock] = await sql<{ ok: boolean }[]>`select pg_try_advisory_xact_lock(727002) as ok`;
		if (!lock?.ok) return [];
		const rows = await sql<EventRow[]>`
			with waiting as (
				select id, channel, row_number() over (partition by channel order by id) as k from (
					select id, channel from event where seq is null order by id limit ${limit}
				) w
			), head as (
				insert into event_channel (channel, last_seq)
				select channel, max(k) from waiting group by channel
				on conflict (channel) do update set last_seq = event_channel.last_seq + excluded.last_seq
				returning channel, last_seq
			), counted as (select channel, max(k) as n from waiting group by channel)
			update event e set seq = head.last_seq - counted.n + waiting.k
			from waiting join head using (channel) join counted using (channel)
			where e.id = waiting.id
			returning e.org_id, e.project_id, e.channel, e.seq, e.type, e.data, e.created_at`;
		return rows.map(toEvent).sort((a, b) => a.channel.localeCompare(b.channel) || a.seq - b.seq);
	});
}

/** Numbered events of a channel after a number, oldest first, at most `limit`. */
export async function eventsAfter(db: Database, channel: string, after: number, limit = 1000): Promise<{ events: NumberedEvent[]; lastSeq: number }> {
	const [head] = await db.sql<{ last_seq: string }[]>`select last_seq from event_channel where channel = ${channel}`;
	const rows = await db.sql<EventRow[]>`
		select org_id, project_id, channel, seq, type, data, created_at from event where channel = ${channel} and seq > ${after} order by seq limit ${limit}`;
	return {
		events: rows.map(toEvent),
		lastSeq: Number(head?.last_seq ?? 0),
	};
}

function toEvent(row: EventRow): NumberedEvent {
	return {
		orgId: row.org_id,
		projectId: row.project_id,
		channel: row.channel,
		seq: Number(row.seq),
		type: row.type,
		data: row.data,
		atMs: row.created_at.getTime(),
	};
}
