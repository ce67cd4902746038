/** A path of this instance to go to after signing in; anything else leads home. */
export function ownPath(path: string | null | undefined): string {
	if (!path?.startsWith('/') || path.startsWith('//') || path.startsWith('/\\') || path.startsWith('/sign-in')) return '/';
	return path;
}
