import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { AgentDevice } from '@interlock/contracts/agent';

const QUERY = ['--query-gpu=uuid,name,memory.total', '--format=csv,noheader,nounits'];

/** The host's GPUs by `nvidia-smi`; none when it is missing or fails, which makes a CPU agent. */
export async function listGpus(program = 'nvidia-smi'): Promise<AgentDevice[]> {
	const answer = await promisify(execFile)(program, QUERY, { timeout: 10_000 }).catch(() => ({ stdout: '' }));
	return parseGpus(answer.stdout);
}

/** Lines `uuid, name, MiB`. A line of another shape (a driver that complains) is no GPU. */
export function parseGpus(csv: string): AgentDevice[] {
	return csv.split('\n').flatMap((line) => {
		const [uuid, name, mebibytes] = line.split(',').map((field) => field.trim());
		if (!uuid?.startsWith('GPU-') || !name || !/^\d+$/.test(mebibytes ?? '')) return [];
		return [{ kind: 'gpu' as const, uuid, name, memoryBytes: Number(mebibytes) * 1024 * 1024 }];
	});
}
