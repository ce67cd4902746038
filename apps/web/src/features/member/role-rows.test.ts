import { describe, expect, it } from 'vitest';
import { roleRows } from './role-rows.ts';

describe('roleRows', () => {
	it('shows that an administrator does not approve and a reviewer does, except own work', () => {
		const approve = roleRows().find((row) => row.key === 'change:review');
		expect(approve?.grants).toMatchObject({ reviewer: 'not own', admin: false, contributor: false });
	});

	it('shows the audit log to auditors and administrators only', () => {
		const audit = roleRows().find((row) => row.key === 'audit:read');
		expect(
			Object.entries(audit?.grants ?? {})
				.filter(([, may]) => may)
				.map(([role]) => role),
		).toEqual(['auditor', 'admin']);
	});
});
