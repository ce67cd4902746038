import { DomainError } from '@interlock/domain/error';

/** A cookie request that changes something must come from our own pages. Throws `forbidden`. */
export function requireSameOrigin(request: { headers: Headers }, publicUrl: string): void {
	const origin = request.headers.get('origin');
	if (origin !== new URL(publicUrl).origin) {
		throw new DomainError('forbidden', `origin: requests with a session cookie must come from ${new URL(publicUrl).origin} (got ${origin ?? 'nothing'})`, {
			field: 'origin',
			value: origin ?? undefined,
		});
	}
}
