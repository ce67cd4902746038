import type { Permit } from '@interlock/ui/review';

/** What the server says one may do, as controls take it. */
export function permitOf({ enabled, sentence }: { enabled: boolean; sentence: string }): Permit {
	return enabled ? { allowed: true } : { allowed: false, reason: sentence };
}
