import type { Permit } from '@interlock/ui/review';

/** Somebody who stands in for somebody, now or later. */
export interface DelegationRow {
	id: string;
	from: { userId: string; name: string };
	to: { userId: string; name: string };
	/** "every project", "flights", "flights / production". */
	scope: string;
	startsAtMs: number;
	endsAtMs: number;
	reason: string;
	/** Holds at this moment. */
	now: boolean;
	/** May the reader end it? */
	end: Permit;
}

/** What the form gives. */
export interface NewDelegation {
	to: string;
	fromMs: number;
	untilMs: number;
	project?: string;
	environment?: string;
	reason: string;
}
