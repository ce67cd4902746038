import { sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { type PushLabelsInput, pushLabelsInput } from '@interlock/domain/endpoint';
import { DomainError, parseInput } from '@interlock/domain/error';
import { digestJson } from '@interlock/storage';
import { type ServiceContext, transact } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { loadEndpoint } from './load-endpoint.ts';
import { markDirtyWindows } from './mark-dirty-windows.ts';
import { publishEndpointEvent } from './publish-endpoint-event.ts';

export interface LabelsPushed {
	stored: number;
	/** Of those, new values for predictions that had one: the old value is kept. */
	corrections: number;
	/** Labels that were there already with the same value. */
	known: number;
}

type Label = { id: string; value: number };

const SHOWN_IDS = 10;

/**
 * Says what really happened, by prediction id. Idempotent: the same value again changes nothing; another value is kept as a correction
 * and counts from then on. All or nothing: `invalid` lists ids that no prediction has, and ids given twice with different values.
 */
export async function pushLabels(ctx: ServiceContext, input: PushLabelsInput): Promise<LabelsPushed> {
	const wanted = parseInput(pushLabelsInput, input);
	return transact(ctx, async (tx) => {
		const { row: served } = await loadEndpoint(tx, ctx, wanted, 'endpoint:label');
		const labels = distinctLabels(wanted.labels);
		await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`labels/${served.id}`}, 0))`);
		const json = JSON.stringify(labels);
		await refuseUnknown(tx, served.id, json);
		const stored = await tx.execute<{ correction: number; window: string }>(sql`
			with given as (select id, value from jsonb_to_recordset(${json}::text::jsonb) as r(id text, value float8)),
			newest as (
				select distinct on (l.prediction_id) l.prediction_id, l.value, l.correction from label l join given on given.id = l.prediction_id
				where l.endpoint_id = ${served.id} order by l.prediction_id, l.correction desc
			), added as (
				insert into label (org_id, project_id, endpoint_id, prediction_id, value, correction)
				select ${served.orgId}::uuid, ${served.projectId}::uuid, ${served.id}::uuid, given.id, given.value, coalesce(newest.correction + 1, 0)
				from given left join newest on newest.prediction_id = given.id
				where newest.value is distinct from given.value
				returning prediction_id, correction
			)
			select added.correction, (
				select to_char(to_timestamp(p.event_time_ms / 1000.0) at time zone 'UTC', 'YYYY-MM') from prediction p
				where p.endpoint_id = ${served.id} and p.id = added.prediction_id limit 1
			) as window from added`);
		if (stored.length === 0) return { stored: 0, corrections: 0, known: labels.length };
		const windows = [...new Set(stored.map((row) => row.window))];
		const corrections = stored.filter((row) => row.correction > 0).length;
		await markDirtyWindows(
			tx,
			ctx.now(),
			windows.map((window) => ({ orgId: served.orgId, projectId: served.projectId, endpointId: served.id, window })),
		);
		await recordAudit(tx, ctx, {
			action: 'endpoint.labelled',
			orgId: served.orgId,
			projectId: served.projectId,
			target: { kind: 'endpoint', id: served.id, name: served.name },
			after: { labels: stored.length, corrections, windows: windows.sort(), digest: digestJson(labels) },
		});
		await publishEndpointEvent(tx, served, 'endpoint.labelled', { labels: stored.length, windows });
		return { stored: stored.length, corrections, known: labels.length - stored.length };
	});
}

function distinctLabels(labels: Label[]): Label[] {
	const values = new Map<string, number>();
	for (const { id, value } of labels) {
		const other = values.get(id);
		if (other !== undefined && other !== value) {
			throw new DomainError('invalid', `labels: prediction ${id} is given twice, as ${other} and as ${value}`, {
				field: 'labels',
				value: id,
				limit: 'one value per prediction',
			});
		}
		values.set(id, value);
	}
	return [...values].map(([id, value]) => ({ id, value })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function refuseUnknown(tx: Tx, endpointId: string, json: string): Promise<void> {
	const unknown = await tx.execute<{ id: string; total: number }>(sql`
		select r.id, count(*) over ()::int as total from jsonb_to_recordset(${json}::text::jsonb) as r(id text)
		where not exists (select 1 from prediction p where p.endpoint_id = ${endpointId} and p.id = r.id) order by r.id limit ${SHOWN_IDS}`);
	const total = unknown[0]?.total ?? 0;
	if (total === 0) return;
	const shown = unknown.map((row) => row.id).join(', ');
	throw new DomainError('invalid', `labels: ${total} ids are not predictions of this endpoint: ${shown}${total > SHOWN_IDS ? ', ...' : ''}`, {
		field: 'labels',
		value: unknown.map((row) => row.id),
		limit: 'ids of logged predictions',
		reason: 'unknown-prediction',
	});
}
