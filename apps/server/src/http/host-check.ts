import type { ServerEnv } from '../env.ts';

/** `canonical`: the address people are sent to. `local`: this machine by another name; pages redirect. `unknown`: not ours (DNS rebinding). */
export type HostVerdict = 'canonical' | 'local' | 'unknown';

/** Judges a request's Host header by the addresses this instance answers at. */
export function createHostCheck(env: Pick<ServerEnv, 'publicUrl' | 'port'>): (host: string | undefined) => HostVerdict {
	const canonical = new URL(env.publicUrl).host;
	const local = new Set(['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${env.port}`));
	return (host) => {
		const name = host?.toLowerCase();
		if (name === canonical) return 'canonical';
		return name !== undefined && local.has(name) ? 'local' : 'unknown';
	};
}
