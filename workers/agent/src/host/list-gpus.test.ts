import { describe, expect, it } from 'vitest';
import { listGpus, parseGpus } from './list-gpus.ts';

describe('the GPUs of a host', () => {
	it("are read from nvidia-smi's lines, memory in bytes", () => {
		expect(parseGpus('GPU-1f0c-22, NVIDIA H100 80GB HBM3, 81559\nGPU-aa, NVIDIA L4, 23034\n')).toEqual([
			{ kind: 'gpu', uuid: 'GPU-1f0c-22', name: 'NVIDIA H100 80GB HBM3', memoryBytes: 81_559 * 1024 * 1024 },
			{ kind: 'gpu', uuid: 'GPU-aa', name: 'NVIDIA L4', memoryBytes: 23_034 * 1024 * 1024 },
		]);
	});

	it('are none when the driver complains or the program is missing', async () => {
		expect(parseGpus("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n")).toEqual([]);
		expect(await listGpus('no-such-program')).toEqual([]);
	});
});
