'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { cn } from './cn.ts';
import { IconButton } from './icon-button.tsx';

export interface DialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	title: ReactNode;
	description?: ReactNode;
	/** Buttons, right-aligned; the last one acts. */
	footer?: ReactNode;
	wide?: boolean;
	children?: ReactNode;
}

const FIELD = 'input:not([type=hidden]):not([disabled]), textarea:not([disabled]), [role=combobox]';

/** A modal dialogue: begins at its first field, traps focus, closes on Escape, gives focus back. */
export function Dialog({ open, onOpenChange, title, description, footer, wide, children }: DialogProps) {
	const content = useRef<HTMLDivElement>(null);
	return (
		<Base.Root open={open} onOpenChange={onOpenChange}>
			<Base.Portal>
				<Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
				<Base.Popup
					initialFocus={() => content.current?.querySelector<HTMLElement>(FIELD) ?? true}
					className={cn(
						'fixed top-[10vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-bar border border-line-2 bg-raised shadow-overlay outline-none',
						wide ? 'max-w-2xl' : 'max-w-md',
					)}
				>
					<header className="flex items-start gap-2 px-4 pt-4">
						<div className="min-w-0 flex-1">
							<Base.Title className="text-section font-semibold text-ink">{title}</Base.Title>
							{description && <Base.Description className="mt-1 text-meta text-ink-2">{description}</Base.Description>}
						</div>
						<Base.Close render={<IconButton label="Close" icon={<X size={16} aria-hidden />} />} />
					</header>
					<div ref={content} className="min-h-0 overflow-auto px-4 py-3">
						{children}
					</div>
					{footer && <footer className="flex justify-end gap-2 rounded-b-bar border-t border-line bg-surface-2 px-4 py-3">{footer}</footer>}
				</Base.Popup>
			</Base.Portal>
		</Base.Root>
	);
}
