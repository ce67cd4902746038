import { spawnSync } from 'node:child_process';

/** The absolute path of an interpreter, as itself says it (a shim says where it leads). Throws Error when it can't be started or is older than 3.10. */
export function resolvePython(python: string, env: NodeJS.ProcessEnv): string {
	const script = 'import sys; print(sys.executable); sys.exit(sys.version_info < (3, 10))';
	const { status, stdout, error } = spawnSync(python, ['-c', script], { env, encoding: 'utf8', timeout: 30_000 });
	if (error !== undefined) throw new Error(`INTERLOCK_PYTHON: ${python} can't be started (${error.message})`);
	if (status !== 0) throw new Error(`INTERLOCK_PYTHON: ${python} is older than Python 3.10`);
	return stdout.trim();
}
