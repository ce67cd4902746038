// Rules
// 1. A passkey belongs to the host name of the address people use, and answers to no other: that is why it can't be phished.
// 2. Browsers give none to an address of numbers, and away from this machine none without https.

/** Whom a passkey is made for: the host name, and the one origin that its answers may come from. */
export interface RelyingParty {
	id: string;
	origin: string;
}

/** The relying party of an instance by the address people use; null where browsers offer no passkeys. */
export function relyingPartyOf(publicUrl: string): RelyingParty | null {
	const { hostname, origin, protocol } = new URL(publicUrl);
	const isNumbers = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
	const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
	if (isNumbers || (protocol !== 'https:' && !isLocal)) return null;
	return { id: hostname, origin };
}

/** Why an instance at this address has no passkeys, and what its operator can do, as a sentence; null where it has. */
export function whyNoPasskeys(publicUrl: string): string | null {
	if (relyingPartyOf(publicUrl)) return null;
	const { origin, port } = new URL(publicUrl);
	return `Passkeys need a host name, with https away from one's own machine; this instance is reached at ${origin}. Its operator sets INTERLOCK_PUBLIC_URL to https://<name>, or to http://localhost${port ? `:${port}` : ''} for trying it out.`;
}
