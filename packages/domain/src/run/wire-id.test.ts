import { describe, expect, it } from 'vitest';
import { experimentNumberFromWire, loggedModelIdFromWire, loggedModelIdToWire, runIdFromWire, runIdToWire } from './wire-id.ts';

const uuid = '0190f0b0-a1b2-7c3d-8e4f-5a6b7c8d9e0f';

describe('ids on the wire', () => {
	it('turn into uuids and back', () => {
		expect(runIdFromWire(runIdToWire(uuid))).toBe(uuid);
		expect(runIdFromWire(uuid)).toBe(uuid);
		expect(loggedModelIdFromWire(loggedModelIdToWire(uuid))).toBe(uuid);
		expect(experimentNumberFromWire('12')).toBe(12);
	});

	it('of another form answer like unknown ones', () => {
		expect(() => runIdFromWire('not-an-id')).toThrow('Run with id=not-an-id not found');
		expect(() => loggedModelIdFromWire(uuid)).toThrow(/Logged model with ID '.*' not found\./);
		expect(() => experimentNumberFromWire('abc')).toThrow("Invalid experiment ID 'abc'. Experiment ID must be a valid integer.");
	});
});
