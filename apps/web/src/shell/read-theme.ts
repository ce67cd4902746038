import type { Theme } from '@interlock/ui/shell';
import { cookies } from 'next/headers';

/** The theme this reader chose; `system` unless chosen. */
export async function readTheme(): Promise<Theme> {
	const chosen = (await cookies()).get('interlock-theme')?.value;
	return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}
