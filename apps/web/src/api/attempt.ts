import { TRPCClientError } from '@trpc/client';

/** The server's refusal of a call as a sentence to show, or null when it was done. */
export async function attempt(call: Promise<unknown>): Promise<string | null> {
	try {
		await call;
		return null;
	} catch (error) {
		return refusalOf(error);
	}
}

/** What to show of a failed call: the server's own sentence where it sent one. */
export function refusalOf(error: unknown): string {
	if (error instanceof TRPCClientError && error.data) return error.message;
	return 'The server did not answer. Nothing was changed; try again.';
}
