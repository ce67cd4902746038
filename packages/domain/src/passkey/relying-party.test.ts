import { describe, expect, test } from 'vitest';
import { relyingPartyOf, whyNoPasskeys } from './index.ts';

describe('whom a passkey is made for', () => {
	test.each([
		['https://ml.example.test', 'ml.example.test'],
		['https://ml.example.test:8443', 'ml.example.test'],
		['http://localhost:4100', 'localhost'],
		['http://interlock.localhost:4100', 'interlock.localhost'],
	])('%s: the host name, and the origin as it is', (publicUrl, id) => {
		expect(relyingPartyOf(publicUrl)).toEqual({ id, origin: publicUrl });
		expect(whyNoPasskeys(publicUrl)).toBeNull();
	});

	test.each(['http://127.0.0.1:4100', 'https://192.0.2.7', 'https://[::1]:4100', 'http://ml.example.test', 'http://notlocalhost'])(
		'%s: nobody, and the sentence says what the operator sets',
		(publicUrl) => {
			expect(relyingPartyOf(publicUrl)).toBeNull();
			expect(whyNoPasskeys(publicUrl)).toContain(`this instance is reached at ${publicUrl}. Its operator sets INTERLOCK_PUBLIC_URL`);
		},
	);
});
