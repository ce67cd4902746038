import { expect, test } from 'vitest';
import { plant, ROOT } from './tree.ts';
import { type Exceptions, misshapenUseCases, untestedUseCases } from './use-cases.ts';

const EXCEPTIONS: Exceptions = {
	actorless: {
		getMe: 'reads the caller’s own row',
		listProjects: 'lists what the caller may see: memberships are its where-clause',
		signInByPassword: 'nobody is signed in yet',
		signInByLink: 'nobody is signed in yet',
		updateSettings: 'the session’s own person',
		choosePassword: 'the session’s own person, who gives the old password',
		stepUp: 'the session’s own person, who gives the password',
		endSession: 'the caller’s own sessions',
		listPasskeys: 'the session’s own person',
		beginPasskeyRegistration: 'the session’s own person, who gives a fresh proof',
		registerPasskey: 'the session’s own person, who gives a fresh proof',
		renamePasskey: 'the session’s own person',
		removePasskey: 'the session’s own person, who gives a fresh proof',
		beginPasskeyStepUp: 'the session’s own person',
		stepUpByPasskey: 'the session’s own person, who uses the passkey',
		beginPasskeySignIn: 'nobody is signed in yet',
		signInByPasskey: 'nobody is signed in yet',
	},
	perRun: {
		markNotifications: 'one’s own reading marks: what a line tells of has its own entry',
		beginPasskeyStepUp: 'a question: its answer has the entry',
		beginPasskeySignIn: 'a question: its answer has the entry',
		appendLog: 'telemetry: counted and digested in the entry of the run’s end',
		ingestPredictions: 'telemetry: one row per prediction is its own record',
		registerAgent: 'what a host says of itself, every time it starts',
		claimWork: 'a lease: the run’s start and end have the entries',
		renewLease: 'a heartbeat',
		finishAttempt: 'a report: the run’s end, decided by its process, has the entry',
		writeQuickstart: 'progress of a demo, belongs to no organization',
	},
	untested: {},
};
const NONE: Exceptions = { actorless: {}, perRun: {}, untested: {} };

test('every verb asks before it writes and leaves an audit entry in the same transaction', () => {
	expect(misshapenUseCases(ROOT, EXCEPTIONS)).toEqual([]);
});

test('every verb has a test that finds its refusal and one that finds its entry', () => {
	expect(untestedUseCases(ROOT, EXCEPTIONS)).toEqual([]);
});

/** A noun with one verb; `loadRun` is a helper in another file that asks. */
function verb(body: string[], more: Record<string, string> = {}): string {
	const text = [
		"import { loadRun } from './load-run.ts';",
		'export async function keepRun(ctx: ServiceContext) {',
		'\treturn transact(ctx, async (tx) => {',
		...body.map((line) => `\t\t${line}`),
		'\t});',
		'}',
	];
	return plant({
		'packages/services/src/run/index.ts': "export { keepRun } from './keep-run.ts';\nexport { loadRun } from './load-run.ts';\n",
		'packages/services/src/run/keep-run.ts': `${text.join('\n')}\n`,
		'packages/services/src/run/load-run.ts': "export async function loadRun(tx: Tx) {\n\tauthorize(ctx, 'run:read', row);\n}\n",
		...more,
	});
}
const ask = 'await loadRun(tx);';
const write = 'await tx.update(run).set({ name });';
const tell = "await recordAudit(tx, ctx, { action: 'run.kept' });";

test('a verb of the right shape passes, also when a helper in another file asks', () => {
	expect(misshapenUseCases(verb([ask, write, tell]), NONE)).toEqual([]);
	expect(misshapenUseCases(verb([ask]), NONE)).toEqual([]);
});

test('a verb that asks nobody, reading or writing, is found', () => {
	const says = [expect.stringContaining('keepRun asks nobody: load its row with loadProject')];
	expect(misshapenUseCases(verb([write, tell]), NONE)).toEqual(says);
	expect(misshapenUseCases(verb(['return tx.select().from(run);']), NONE)).toEqual(says);
	expect(misshapenUseCases(verb(['// authorize(ctx)', write, tell]), NONE)).toEqual(says);
});

test('a verb that writes first and asks then is found', () => {
	expect(misshapenUseCases(verb([write, ask, tell]), NONE)).toEqual([expect.stringContaining('keepRun writes before it asks')]);
});

test('a write without an audit entry is found, in drizzle, in SQL and as a command to a process', () => {
	for (const hidden of [
		write,
		'await tx\n\t\t\t.delete(run);',
		'await tx.execute(sql`update run set name = 1`);',
		"await enqueueCommand(tx, { kind: 'start' });",
	]) {
		expect(misshapenUseCases(verb([ask, hidden]), NONE)).toEqual([expect.stringContaining('keepRun leaves no audit entry')]);
	}
});

test('an exception that nothing needs any more is found', () => {
	const root = verb([ask, write, tell]);
	expect(misshapenUseCases(root, { ...NONE, perRun: { keepRun: 'was telemetry' } })).toEqual([expect.stringContaining('keepRun needs no exception')]);
	expect(misshapenUseCases(root, { ...NONE, actorless: { gone: 'was there' } })).toEqual([expect.stringContaining('gone needs no exception')]);
});

test('a verb is untested unless a test of it finds a denied entry and one finds its action', () => {
	const tests = (text: string) => verb([ask, write, tell], { 'packages/services/src/run/run.test.ts': text });
	expect(untestedUseCases(tests("keepRun(ctx); expectAuditEntry({ action: 'run.kept' }); expectAuditEntry({ decision: 'denied' });"), NONE)).toEqual([]);
	expect(untestedUseCases(tests("keepRun(ctx); expectAuditEntry({ action: 'run.kept' });"), NONE)).toEqual([
		expect.stringContaining('no test refuses keepRun'),
	]);
	expect(untestedUseCases(tests("keepRun(ctx); expectAuditEntry({ decision: 'denied' });"), NONE)).toEqual([
		expect.stringContaining('finds its audit entry (run.kept)'),
	]);
	expect(untestedUseCases(tests("other(ctx); expectAuditEntry({ action: 'run.kept', decision: 'denied' });"), NONE)).toHaveLength(2);
});
