import { Users } from 'lucide-react';
import type { ReactNode } from 'react';

/** Who may not approve this, and why. */
export function SodNotice({ children }: { children: ReactNode }) {
	return (
		<p className="flex gap-2 px-3 pt-1.5 pb-2.5 text-meta text-ink-2">
			<Users size={14} aria-hidden className="mx-[5px] mt-px shrink-0" />
			<span>
				<b className="font-strong">Separation of duties.</b> {children}
			</span>
		</p>
	);
}
