import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

describe('ownPath', () => {
	it('keeps a path of this instance, with its query', () => {
		expect(ownPath('/harbour/nyc-flights/runs?state=failed')).toBe('/harbour/nyc-flights/runs?state=failed');
	});

	it('never leads to another host, nor back to signing in', () => {
		for (const path of ['https://evil.example/', '//evil.example', '/\\evil.example', '/sign-in?to=/x', '', null]) expect(ownPath(path)).toBe('/');
	});
});
