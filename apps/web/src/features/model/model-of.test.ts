import { describe, expect, it } from 'vitest';
import type { Outputs } from '../../api/outputs.ts';
import { modelOf } from './model-of.ts';

type View = Outputs['model']['get'];
type Endpoint = Outputs['deployment']['list'][number];

const version = (over: Partial<View['versions'][number]>): View['versions'][number] => ({
	id: 'v',
	name: 'arrival-delay',
	version: 1,
	description: '',
	source: '',
	location: '',
	runId: null,
	modelId: null,
	status: 'READY',
	stage: 'None',
	tags: {},
	aliases: [],
	files: [],
	filesDigest: 'f',
	dataDigest: 'd',
	signature: null,
	flavors: [],
	lineage: { runId: null, template: null, codeDigest: null, lockDigest: null, datasets: [], parameters: {} },
	createdBy: 'Maya Ortiz',
	createdByUserId: null,
	createdAtMs: 0,
	updatedAtMs: 0,
	runName: null,
	serving: [],
	changes: [],
	...over,
});
const view = (...versions: View['versions']): View => ({
	id: 'm',
	name: 'arrival-delay',
	description: '',
	tags: {},
	aliases: [],
	versions,
	createdAtMs: 0,
	updatedAtMs: 0,
});
const endpoint = (name: string, model: string): Endpoint => ({
	id: name,
	name,
	environment: 'production',
	model,
	championVersion: null,
	championSinceMs: null,
	heldReason: null,
	rollout: null,
	lastHour: { predictions: 0, errors: 0 },
	createdAtMs: 0,
});
const may = { allowed: true } as const;

describe('modelOf', () => {
	it('offers only endpoints that serve this model to a change', () => {
		const made = modelOf(view(), [endpoint('arrivals', 'arrival-delay'), endpoint('others', 'departure-delay')], null, may, 0);
		expect(made.endpoints).toEqual([{ name: 'arrivals', environment: 'production' }]);
	});

	it('links a version to its run, also to one without a name, and to none when it was registered by hand', () => {
		const runId = '0123456789abcdef0123456789abcdef';
		const made = modelOf(view(version({ version: 3, runId, runName: 'retrain' }), version({ version: 2, runId }), version({})), [], null, may, 0);
		expect(made.versions.map(({ run }) => run)).toEqual([{ id: runId, name: 'retrain' }, { id: runId, name: '01234567' }, null]);
	});

	it('shows a column as required unless the signature says otherwise, and a signature without outputs as one', () => {
		const signature = {
			inputs: [
				{ name: 'hour', type: 'long' },
				{ type: 'double', required: false },
			],
			outputs: null,
			params: null,
		};
		const [made] = modelOf(view(version({ signature })), [], null, may, 0).versions;
		expect(made?.signature).toEqual({
			inputs: [
				{ name: 'hour', type: 'long', required: true },
				{ name: '', type: 'double', required: false },
			],
			outputs: [],
		});
	});
});
