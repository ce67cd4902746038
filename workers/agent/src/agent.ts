import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentRegistration, AgentTerms } from '@interlock/contracts/agent';
import type { AgentContext } from './agent-context.ts';
import { claimAgentFolder } from './agent-identity.ts';
import { type KeptAttempt, listKeptAttempts, removeAttemptFolder } from './attempt/attempt-folder.ts';
import { runAttempt } from './attempt/run-attempt.ts';
import type { AgentSettings } from './env.ts';
import { createFrontDoor, FrontDoorError, untilAnswered } from './front-door.ts';
import { killStrays } from './host/end-processes.ts';
import { chooseIsolation } from './host/isolation.ts';
import { listGpus } from './host/list-gpus.ts';
import { bootIdOf } from './host/process-identity.ts';
import { resolvePython } from './host/resolve-python.ts';
import type { Log } from './log.ts';

const WORK_WAIT_MS = 20_000;
/** Beyond the training's time after SIGTERM: for the SIGKILL, and for the agent's last words. */
const SYSTEM_STOP_EXTRA_MS = 3000;

/**
 * `leave`: the agent goes, trainings stay and are taken up by the next one. `stop`: trainings are ended first
 * (SIGTERM, 5 s, SIGKILL) and reported as lost, so that they are queued again.
 */
export type StopMode = 'leave' | 'stop';

export interface RunningAgent {
	stop(mode: StopMode): Promise<void>;
}

/** Registers (waiting for the front door as long as it takes), takes up what an earlier life left, and works until stopped. */
export async function startAgent(settings: AgentSettings, log: Log, leave: AbortController = new AbortController()): Promise<RunningAgent> {
	const agentId = await claimAgentFolder(settings.folder);
	const python = resolvePython(settings.python, settings.hostEnvironment);
	const isolation = chooseIsolation({ ...settings, python, wanted: settings.isolation });
	if (isolation.kind === 'none') log.warn({ reason: isolation.reason }, 'trainings are not isolated');
	const door = createFrontDoor(settings.serverUrl, settings.token);
	const registration: AgentRegistration = {
		agentId,
		name: settings.name,
		bootId: bootIdOf(),
		devices: await listGpus(),
		isolation: isolation.kind,
		slots: settings.slots,
		threadsPerSlot: settings.threadsPerSlot,
	};
	const register = () =>
		untilAnswered(
			() => door.register(registration, leave.signal),
			leave.signal,
			(error) => log.warn({ error: error.message }, 'not registered yet'),
		);
	const terms: AgentTerms = await register();
	const systemStop = new AbortController();
	const context: AgentContext = { settings, door, terms, isolation, log, leaving: leave.signal, systemStop: systemStop.signal };

	const running = new Map<number, Promise<void>>();
	let slotFreed: () => void = () => {};
	const start = (kept: KeptAttempt) => {
		const done = runAttempt(context, kept)
			.catch((error: unknown) => log.error({ attemptId: kept.attempt.id, error: String(error) }, 'attempt broke off'))
			.finally(() => {
				running.delete(kept.slot);
				slotFreed();
			});
		running.set(kept.slot, done);
	};

	for (const { attemptId, folder, kept } of listKeptAttempts(settings.folder)) {
		if (kept === null) {
			await killStrays('INTERLOCK_ATTEMPT_ID', attemptId);
			removeAttemptFolder(folder);
		} else {
			log.info({ attemptId, runId: kept.attempt.runId }, 'taking up an attempt of an earlier life');
			start(kept);
		}
	}
	log.info({ agentId, isolation: isolation.kind, python: isolation.python, gpus: registration.devices.length, slots: settings.slots }, 'ready');

	const work = async () => {
		const stopping = AbortSignal.any([leave.signal, systemStop.signal]);
		while (!stopping.aborted) {
			const freeSlots = settings.slots - running.size;
			if (freeSlots <= 0) {
				await new Promise<void>((resolve) => {
					slotFreed = resolve;
				});
				continue;
			}
			try {
				const attempt = await door.work({ agentId, freeSlots, waitMs: WORK_WAIT_MS }, stopping);
				if (attempt !== null) start({ attempt, slot: firstFree(running) });
			} catch (error) {
				if (stopping.aborted) return;
				log.warn({ error: String(error) }, 'no work was given');
				await sleep(1000, undefined, { signal: stopping }).catch(() => {});
				if (error instanceof FrontDoorError && error.status !== null) await register().catch(() => {});
			}
		}
	};
	void work();

	const stop = async (mode: StopMode) => {
		if (mode === 'stop') {
			systemStop.abort(new Error('Interlock is stopping'));
			await Promise.race([Promise.allSettled(running.values()), sleep(settings.stopGraceMs + SYSTEM_STOP_EXTRA_MS, undefined, { ref: false })]);
		}
		leave.abort(new Error('the agent is leaving'));
		await Promise.allSettled(running.values());
	};
	return { stop };
}

function firstFree(running: Map<number, unknown>): number {
	let slot = 0;
	while (running.has(slot)) slot += 1;
	return slot;
}
