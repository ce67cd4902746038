import { describe, expect, it } from 'vitest';
import { type RunTokenBounds, runTokenAllows } from './run-token.ts';

const token: RunTokenBounds = { runId: 'own', projectId: 'p', modelName: 'arrival-delay' };
const run = (runId: string, parentRunId: string | null = null) => ({ kind: 'run', runId, parentRunId }) as const;
const logged = (sourceRunId: string | null, sourceParentRunId: string | null = null) => ({ kind: 'loggedModel', sourceRunId, sourceParentRunId }) as const;
const version = (modelName: string, sourceRunId: string | null, sourceParentRunId: string | null = null) =>
	({ kind: 'modelVersion', modelName, sourceRunId, sourceParentRunId }) as const;

describe('what a run token may do', () => {
	it('reads, makes and writes its own run and its child runs, no other run', () => {
		for (const access of ['read', 'create', 'write'] as const) {
			expect(runTokenAllows(token, access, run('own'))).toBe(true);
			expect(runTokenAllows(token, access, run('child', 'own'))).toBe(true);
			expect(runTokenAllows(token, access, run('other'))).toBe(false);
			expect(runTokenAllows(token, access, run('other', 'somebody'))).toBe(false);
		}
	});

	it('reads the experiment of its run, writes none and reads no other', () => {
		expect(runTokenAllows(token, 'read', { kind: 'experiment', ownRun: true })).toBe(true);
		expect(runTokenAllows(token, 'write', { kind: 'experiment', ownRun: true })).toBe(false);
		expect(runTokenAllows(token, 'create', { kind: 'experiment', ownRun: true })).toBe(false);
		expect(runTokenAllows(token, 'read', { kind: 'experiment', ownRun: false })).toBe(false);
	});

	it('writes only models that came from its run or a child', () => {
		expect(runTokenAllows(token, 'write', logged('own'))).toBe(true);
		expect(runTokenAllows(token, 'write', logged('child', 'own'))).toBe(true);
		expect(runTokenAllows(token, 'write', logged('other'))).toBe(false);
		expect(runTokenAllows(token, 'read', logged('other'))).toBe(false);
		expect(runTokenAllows(token, 'write', logged(null))).toBe(false);
	});

	it('makes versions of the one declared model from its own run, and of no other model', () => {
		expect(runTokenAllows(token, 'create', version('arrival-delay', 'own'))).toBe(true);
		expect(runTokenAllows(token, 'create', version('arrival-delay', 'other'))).toBe(false);
		expect(runTokenAllows(token, 'create', version('other-model', 'own'))).toBe(false);
		expect(runTokenAllows(token, 'read', version('arrival-delay', 'other'))).toBe(true);
		expect(runTokenAllows(token, 'write', version('arrival-delay', 'other'))).toBe(false);
	});

	it('may bring the declared model into being but not rename, tag or alias it', () => {
		expect(runTokenAllows(token, 'create', { kind: 'registeredModel', name: 'arrival-delay' })).toBe(true);
		expect(runTokenAllows(token, 'write', { kind: 'registeredModel', name: 'arrival-delay' })).toBe(false);
		expect(runTokenAllows(token, 'read', { kind: 'registeredModel', name: 'secret-model' })).toBe(false);
	});

	it('registers nothing when no model was declared', () => {
		const bare = { ...token, modelName: null };
		expect(runTokenAllows(bare, 'create', { kind: 'registeredModel', name: 'arrival-delay' })).toBe(false);
		expect(runTokenAllows(bare, 'create', version('arrival-delay', 'own'))).toBe(false);
	});
});
