import { GENESIS_HASH } from '@interlock/domain/audit';
import { describe, expect, it } from 'vitest';
import { entryOf } from './entry-of.ts';
import type { AuditRowView } from './types.ts';

const row = (n: number): AuditRowView => ({
	n,
	hash: `hash-${n}`,
	leaf: `leaf-${n}`,
	entry: {
		id: '',
		v: 2,
		at: '',
		orgId: '',
		projectId: null,
		action: '',
		decision: 'allowed',
		actor: { kind: 'user', id: null, name: '' },
		target: { kind: '', id: '' },
		erased: [],
	},
});

describe('entryOf', () => {
	it('links an entry to those beside it, also when only another list holds them', () => {
		expect(entryOf(7, [row(9), row(7), row(7), row(6), row(8)])).toEqual({ row: row(7), previousHash: 'hash-6', nextHash: 'hash-8' });
	});

	it('links the first entry to the hash before all', () => {
		expect(entryOf(1, [row(1)])?.previousHash).toBe(GENESIS_HASH);
	});

	it('leaves the link open until it is known, and has nothing for an unknown number', () => {
		expect(entryOf(7, [row(7)])).toEqual({ row: row(7), previousHash: null, nextHash: null });
		expect(entryOf(8, [row(7)])).toBeNull();
	});
});
