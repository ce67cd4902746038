import { describe, expect, it } from 'vitest';
import { type AuditEntry, tellEntry } from './entry.ts';

const sealed: AuditEntry = {
	id: 'e',
	v: 2,
	at: '2026-11-24T12:00:00.000Z',
	orgId: 'o',
	projectId: null,
	action: 'member.removed',
	decision: 'allowed',
	actor: { kind: 'user', id: 'u' },
	target: { kind: 'person', id: 'p' },
	request: { id: 'r' },
	personal: { actor: 'a'.repeat(64), target: 'b'.repeat(64), reason: 'c'.repeat(64) },
};
const payloads = [
	{ part: 'actor', payload: '{"ip":"192.0.2.7","name":"Maya"}' },
	{ part: 'target', payload: '{"name":"Jonas"}' },
	{ part: 'reason', payload: '{"reason":"left"}' },
];

describe('an entry as people read it', () => {
	it('has its names, address and reason while they are there', () => {
		expect(tellEntry(sealed, payloads)).toMatchObject({
			actor: { id: 'u', name: 'Maya' },
			target: { id: 'p', name: 'Jonas' },
			reason: 'left',
			request: { id: 'r', ip: '192.0.2.7' },
			erased: [],
		});
	});

	it('says what was erased, and still who by id', () => {
		const told = tellEntry(sealed, payloads.slice(1, 2));
		expect(told).toMatchObject({ actor: { id: 'u', name: 'erased' }, target: { name: 'Jonas' }, erased: ['actor', 'reason'] });
		expect(told).not.toHaveProperty('reason');
	});

	it('of a machine needs no payload', () => {
		const machine: AuditEntry = {
			...sealed,
			personal: undefined,
			actor: { kind: 'process', id: null, name: 'rollout process' },
			target: { kind: 'rollout', id: 'r', name: 'delay' },
		};
		expect(tellEntry(machine, [])).toMatchObject({ actor: { name: 'rollout process' }, target: { name: 'delay' }, erased: [] });
	});
});
