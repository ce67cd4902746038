import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AssignedAttempt } from '@interlock/contracts/agent';
import { DomainError } from '@interlock/domain/error';
import { sha256Hex } from '@interlock/storage';
import { entryPointCommand, parseMlproject } from '@interlock/templates';
import type { AgentContext } from '../agent-context.ts';
import { accountOf, isolatedCommand } from '../host/isolation.ts';
import type { Launch } from '../shim/shim-file.ts';
import { type AttemptFolder, giveWorkFolder, type KeptAttempt } from './attempt-folder.ts';
import { buildEnvironment } from './build-environment.ts';
import { fetchDatasets, fetchTemplate } from './fetch-files.ts';
import type { Lease } from './keep-lease.ts';
import { trainingEnvironment } from './training-environment.ts';

const MAX_FENCE_GRACE_MS = 20_000;
/** Part of the lease's life between the shim's deadline and the lease's end that the grace time may use. */
const FENCE_GRACE_SHARE = 0.15;

/** Something in the template or its parameters that another attempt wouldn't cure. */
export class PreparationFailed extends Error {
	override name = 'PreparationFailed';
}

/**
 * Everything that comes before the training's process: template, environment, data, command. May be repeated.
 * Throws PreparationFailed for what is the user's to mend, the reason of `signal` when it fires, anything else for the host's own trouble.
 */
export async function prepareAttempt(context: AgentContext, kept: KeptAttempt, folder: AttemptFolder, lease: Lease, signal: AbortSignal): Promise<Launch> {
	const { attempt } = kept;
	const { settings, isolation } = context;
	await fetchTemplate(context.door, attempt, folder.work, signal);
	const python = await environmentOf(context, attempt, folder, signal);
	lease.state.phase = 'data';
	const datasets = await fetchDatasets(context.door, attempt, folder.work, signal);
	const account = accountOf(isolation, kept.slot);
	giveWorkFolder(folder, account);
	lease.state.phase = 'training';
	return {
		attemptId: attempt.id,
		leaseToken: attempt.leaseToken,
		command: isolatedCommand(isolation.kind, commandOf(attempt, folder, python), {
			work: folder.work,
			home: settings.home,
			environment: dirname(dirname(python)),
		}),
		folder: folder.work,
		env: trainingEnvironment({ attempt, python, work: folder.work, datasets, threads: attempt.threads ?? settings.threadsPerSlot }),
		account,
		stopGraceMs: settings.stopGraceMs,
		fenceGraceMs: Math.min(MAX_FENCE_GRACE_MS, context.terms.leaseTtlMs * FENCE_GRACE_SHARE),
		maxRuntimeMs: attempt.maxRuntimeMs,
	};
}

async function environmentOf(context: AgentContext, attempt: AssignedAttempt, folder: AttemptFolder, signal: AbortSignal): Promise<string> {
	const requirements = join(folder.work, 'requirements.txt');
	const digest = sha256Hex(readTemplateFile(requirements));
	if (digest !== attempt.lockDigest)
		throw new PreparationFailed(`requirements.txt has the digest ${digest}, but the run was started with ${attempt.lockDigest}`);
	const { cache, hostEnvironment } = context.settings;
	try {
		const { python, built, seconds } = await buildEnvironment({
			python: context.isolation.python,
			requirements,
			cache,
			logFile: folder.shim.stdout,
			env: hostEnvironment,
			signal,
		});
		context.log.info({ attemptId: attempt.id, built, seconds }, 'environment ready');
		return python;
	} catch (error) {
		signal.throwIfAborted();
		throw new PreparationFailed(`The environment could not be built: ${error instanceof Error ? error.message : 'unknown reason'}`);
	}
}

/** The entry point's command with `python` as the environment's. */
function commandOf(attempt: AssignedAttempt, folder: AttemptFolder, python: string): string[] {
	try {
		const { entryPoints } = parseMlproject(readTemplateFile(join(folder.work, 'MLproject')).toString('utf8'));
		const entryPoint = Object.hasOwn(entryPoints, attempt.entryPoint) ? entryPoints[attempt.entryPoint] : undefined;
		if (entryPoint === undefined) throw new PreparationFailed(`MLproject has no entry point ${attempt.entryPoint}`);
		const [program, ...args] = entryPointCommand(entryPoint, attempt.parameters);
		return [program === 'python' || program === 'python3' ? python : (program ?? ''), ...args];
	} catch (error) {
		if (error instanceof DomainError) throw new PreparationFailed(error.message);
		throw error;
	}
}

function readTemplateFile(path: string): Buffer {
	try {
		return readFileSync(path);
	} catch {
		throw new PreparationFailed(`the template has no file ${path.split('/').at(-1)}`);
	}
}
