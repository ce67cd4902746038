'use client';
import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';

/** A panel that slides over the page from the left, for navigation on small screens. */
export function Sheet({ open, onOpenChange, label, children }: { open: boolean; onOpenChange: (open: boolean) => void; label: string; children: ReactNode }) {
	return (
		<Dialog.Root open={open} onOpenChange={onOpenChange}>
			<Dialog.Portal>
				<Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
				<Dialog.Popup aria-label={label} className="fixed inset-y-0 left-0 z-50 w-64 border-r border-line-2 bg-bg shadow-overlay outline-none">
					{children}
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
