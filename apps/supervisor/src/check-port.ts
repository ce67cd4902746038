import { freePort } from '@interlock/db/embedded';

/** Throws one line when a port is taken, saying so when another Interlock answers there. `variable` is what chooses the port. */
export async function checkPort(port: number, variable: string): Promise<void> {
	if ((await freePort(port)) === port) return;
	const whose = (await isInterlock(port)) ? 'by another Interlock' : 'by another program';
	throw new Error(`Port ${port} is taken ${whose}: stop it, or choose another port with ${variable}`);
}

async function isInterlock(port: number): Promise<boolean> {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) });
		const body = (await response.json()) as { parts?: unknown };
		return typeof body.parts === 'object';
	} catch {
		return false;
	}
}
