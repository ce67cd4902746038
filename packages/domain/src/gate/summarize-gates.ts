import type { GateResult, GateStatus } from './gate-result.ts';

/** All gates as one: failed when any failed, else inconclusive when any is (or there is none), else pending when any waits, else passed. */
export function summarizeGates(results: readonly GateResult[]): { status: GateStatus; sentence: string } {
	const titles = (status: GateStatus) => results.filter((result) => result.status === status).map((result) => result.title);
	const failed = titles('failed');
	const open = titles('inconclusive');
	const waiting = results.filter(({ status }) => status === 'pending' || status === 'running').map((result) => result.title);
	const passed = `${titles('passed').length} of ${results.length} gates passed`;
	if (failed.length > 0) return { status: 'failed', sentence: `${passed}; failed: ${failed.join(', ')}.` };
	if (open.length > 0) return { status: 'inconclusive', sentence: `${passed}; inconclusive: ${open.join(', ')}.` };
	if (waiting.length > 0) return { status: 'pending', sentence: `${passed}; waiting: ${waiting.join(', ')}.` };
	if (results.length === 0) return { status: 'inconclusive', sentence: 'No gate has been judged yet.' };
	return { status: 'passed', sentence: results.length === 1 ? 'The only gate passed.' : `All ${results.length} gates passed.` };
}
