'use client';
import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

/** A hint on hover and focus. Never the only place of a fact: touch screens don't show it. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactElement }) {
	return (
		<Base.Root>
			<Base.Trigger render={children} delay={400} />
			<Base.Portal>
				<Base.Positioner sideOffset={6} className="z-50">
					<Base.Popup className="max-w-72 rounded-control bg-ink px-2 py-1 text-meta text-ink-inv shadow-overlay">{text}</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}
