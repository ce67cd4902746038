import { startAgent, type StopMode } from './agent.ts';
import { readEnv } from './env.ts';
import { createLog } from './log.ts';

// The agent: one per training host, HTTP(S) outwards only.
//
// How it stops, one rule:
//   SIGTERM  the agent goes (an upgrade, a restart); trainings go on under their shims, and the next agent takes them up.
//   SIGINT   the whole system stops: trainings get SIGTERM, five seconds, SIGKILL, are reported as lost where the front
//            door still answers (else by the next agent), and are queued again. Takes at most 8 seconds.
//   SIGKILL  as SIGTERM.
// A training whose lease can't be renewed for three quarters of its life is ended by its shim, whoever else is alive.

process.umask(0o022);
const log = createLog();
const leave = new AbortController();
let stop = async (_mode: StopMode) => leave.abort(new Error('the agent is leaving'));

for (const [signal, mode] of [
	['SIGTERM', 'leave'],
	['SIGINT', 'stop'],
] as const) {
	process.on(signal, () => {
		log.info({ signal }, mode === 'stop' ? 'stopping, trainings too' : 'leaving, trainings stay');
		void stop(mode).finally(() => process.exit(0));
	});
}

try {
	({ stop } = await startAgent(readEnv(), log, leave));
} catch (error) {
	if (!leave.signal.aborted) {
		log.fatal({ error: error instanceof Error ? error.message : String(error) }, 'the agent could not start');
		process.exit(1);
	}
}
