import { and, eq, exists, gte, ilike, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '@interlock/db';
import { auditLog, auditPersonal, project } from '@interlock/db/tables';
import type { AuditFilter } from '@interlock/domain/audit';

/** The entries of an organization that a filter leaves. */
export function entriesWhere(tx: Tx, orgId: string, filter: AuditFilter, nowMs: number): SQL | undefined {
	const { q, actor, action, target, decision, sinceMs, untilMs } = filter;
	return and(
		eq(auditLog.orgId, orgId),
		decision && eq(auditLog.decision, decision),
		sinceMs === undefined ? undefined : gte(auditLog.atMs, sinceMs),
		filter.withinHours === undefined ? undefined : gte(auditLog.atMs, nowMs - filter.withinHours * 3_600_000),
		untilMs === undefined ? undefined : lt(auditLog.atMs, untilMs),
		filter.project ? eq(auditLog.projectId, projectOf(tx, orgId, filter.project)) : undefined,
		action ? sql`${auditLog.action} ilike ${literal(action).replaceAll('*', '%')}` : undefined,
		actor ? or(ilike(auditLog.actor, within(actor)), eq(auditLog.actorId, actor), saysPersonally(tx, actor, 'actor')) : undefined,
		target ? or(...aboutTarget(target), saysPersonally(tx, target, 'target')) : undefined,
		q ? or(ilike(auditLog.action, within(q)), ilike(auditLog.actor, within(q)), ...aboutTarget(q), saysPersonally(tx, q)) : undefined,
	);
}

/** Text in which a wildcard is only a character. */
const literal = (text: string) => text.replace(/[%_\\]/g, (c) => `\\${c}`);
const within = (text: string) => `%${literal(text)}%`;

function aboutTarget(text: string): SQL[] {
	return [ilike(auditLog.targetId, within(text)), ilike(auditLog.targetKind, within(text)), namesTarget(text)];
}

/** The target's name is in the bytes only. Escaped, for bytes that were tampered with may be no text; `target` is the last key but one of the canonical JSON. */
function namesTarget(text: string): SQL {
	const typed = sql`encode(convert_to(${JSON.stringify(text).slice(1, -1)}, 'utf8'), 'escape')`;
	const plain = sql`replace(replace(replace(${typed}, '\\', '\\\\'), '%', '\\%'), '_', '\\_')`;
	return sql`encode(${auditLog.entry}, 'escape') ilike '%"target":{%"name":"%' || ${plain} || '%'`;
}

/** In a person's name, an address or a reason, while they are there. */
function saysPersonally(tx: Tx, text: string, part?: 'actor' | 'target'): SQL {
	const said = tx
		.select({ one: sql`1` })
		.from(auditPersonal)
		.where(
			and(
				eq(auditPersonal.orgId, auditLog.orgId),
				eq(auditPersonal.entryId, auditLog.id),
				part && eq(auditPersonal.part, part),
				ilike(auditPersonal.payload, within(JSON.stringify(text).slice(1, -1))),
			),
		);
	return exists(said);
}

function projectOf(tx: Tx, orgId: string, slug: string): SQL {
	return sql`${tx
		.select({ id: project.id })
		.from(project)
		.where(and(eq(project.orgId, orgId), eq(project.slug, slug)))}`;
}
