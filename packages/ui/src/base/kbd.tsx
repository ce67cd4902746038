import type { ReactNode } from 'react';

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
	return (
		<kbd className="inline-block min-w-[18px] rounded-badge border border-line-2 bg-surface px-1 text-center font-sans text-stamp font-medium text-ink-3">
			{children}
		</kbd>
	);
}
