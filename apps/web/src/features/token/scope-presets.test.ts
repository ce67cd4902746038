import { permissionsOf } from '@interlock/domain/access';
import { describe, expect, it } from 'vitest';
import { presetOf } from './scope-presets.ts';

describe('presetOf', () => {
	it('never offers a scope that the maker lacks', () => {
		const viewer = [...permissionsOf(['viewer'])];
		expect(presetOf('automate', viewer).every((scope) => viewer.includes(scope))).toBe(true);
		expect(presetOf('automate', viewer)).not.toContain('run:write');
	});

	it('gives a contributor all that the mlflow client needs', () => {
		expect(presetOf('track', [...permissionsOf(['contributor'])])).toEqual([
			'project:read',
			'run:read',
			'run:write',
			'dataset:read',
			'model:read',
			'model:write',
		]);
	});
});
