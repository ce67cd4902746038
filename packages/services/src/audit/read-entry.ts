import type { AuditEntry } from '@interlock/domain/audit';

/** An entry from its sealed bytes; null when they are no entry, as after tampering. */
export function readEntry(bytes: Buffer): AuditEntry | null {
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch {
		return null;
	}
}
