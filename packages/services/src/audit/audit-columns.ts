import type { AuditEntry } from '@interlock/domain/audit';

/** The copies beside an entry's bytes that lists filter by; verification compares them with the bytes. */
export function auditColumns(entry: AuditEntry): Record<string, string | number | null> {
	return {
		at_ms: Date.parse(entry.at),
		action: entry.action,
		actor: entry.actor.name ?? '',
		actor_id: entry.actor.id,
		target_kind: entry.target.kind,
		target_id: entry.target.id,
		project_id: entry.projectId,
		decision: entry.decision,
	};
}
