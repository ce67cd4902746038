import { describe, expect, test } from 'vitest';
import type { GateSpec } from '../gate/index.ts';
import { coversGate } from './covers-gate.ts';

/** A stricter gate beside a laxer one of its kind. */
const PAIRS: [GateSpec, GateSpec][] = [
	[
		{ kind: 'non-inferiority', marginShare: 0.01 },
		{ kind: 'non-inferiority', marginShare: 0.02 },
	],
	[
		{ kind: 'format-allowed', formats: ['onnx'] },
		{ kind: 'format-allowed', formats: ['onnx', 'other'] },
	],
	[
		{ kind: 'worst-slice', marginShare: 0.05 },
		{ kind: 'worst-slice', marginShare: 0.1 },
	],
	[
		{ kind: 'calibration', slopeTolerance: 0.1, biasShare: 0.1, maxEce: 0.05 },
		{ kind: 'calibration', slopeTolerance: 0.1, biasShare: 0.1, maxEce: 0.1 },
	],
	[
		{ kind: 'calibration', slopeTolerance: 0.1, biasShare: 0.05, maxEce: 0.1 },
		{ kind: 'calibration', slopeTolerance: 0.1, biasShare: 0.1, maxEce: 0.1 },
	],
	[
		{ kind: 'calibration', slopeTolerance: 0.05, biasShare: 0.1, maxEce: 0.1 },
		{ kind: 'calibration', slopeTolerance: 0.1, biasShare: 0.1, maxEce: 0.1 },
	],
	[
		{ kind: 'latency', maxRatio: 1.1, maxP95Ms: null },
		{ kind: 'latency', maxRatio: 1.2, maxP95Ms: null },
	],
	[
		{ kind: 'latency', maxRatio: 1.1, maxP95Ms: 5 },
		{ kind: 'latency', maxRatio: 1.1, maxP95Ms: null },
	],
	[
		{ kind: 'leakage', maxRowShare: 0, time: false },
		{ kind: 'leakage', maxRowShare: 0.01, time: false },
	],
	[
		{ kind: 'leakage', maxRowShare: 0.01, time: true },
		{ kind: 'leakage', maxRowShare: 0.01, time: false },
	],
	[
		{ kind: 'behaviour', suite: 'rain', rule: 'all' },
		{ kind: 'behaviour', suite: 'rain', rule: 'newly-failing' },
	],
	[
		{ kind: 'model-card', licences: ['MIT'] },
		{ kind: 'model-card', licences: ['MIT', 'Apache-2.0'] },
	],
	[
		{ kind: 'model-card', licences: ['MIT'] },
		{ kind: 'model-card', licences: [] },
	],
	[
		{ kind: 'parity', maxDifferingShare: 0 },
		{ kind: 'parity', maxDifferingShare: 0.01 },
	],
	[
		{ kind: 'reproduction', metrics: ['mae'], tolerance: 0.001 },
		{ kind: 'reproduction', metrics: ['mae'], tolerance: 0.01 },
	],
	[
		{ kind: 'reproduction', metrics: ['mae', 'rmse'], tolerance: 0.01 },
		{ kind: 'reproduction', metrics: ['mae'], tolerance: 0.01 },
	],
	[
		{ kind: 'reproduction', metrics: [], tolerance: 0.01 },
		{ kind: 'reproduction', metrics: ['mae'], tolerance: 0.001 },
	],
	[{ kind: 'superiority' }, { kind: 'non-inferiority', marginShare: 0 }],
];

describe('a gate that was judged', () => {
	test.each(PAIRS)('covers itself and the laxer one, never the stricter one: %o, %o', (strict, lax) => {
		expect([coversGate(strict, strict), coversGate(lax, lax), coversGate(strict, lax), coversGate(lax, strict)]).toEqual([true, true, true, false]);
	});

	test.each<GateSpec['kind']>(['superiority', 'beats-naive', 'signature-compatible', 'expectations-passed'])('without limits covers itself: %s', (kind) => {
		const spec = { kind } as GateSpec;
		expect([coversGate(spec, spec), coversGate(spec, { kind: 'parity', maxDifferingShare: 1 })]).toEqual([true, false]);
	});

	test('covers no other suite', () => {
		const suite = (name: string): GateSpec => ({ kind: 'behaviour', suite: name, rule: 'all' });
		expect(coversGate(suite('rain'), suite('snow'))).toBe(false);
	});
});
