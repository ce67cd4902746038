'use client';
import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn.ts';

export interface PopoverProps {
	/** The accessible name. */
	label: string;
	/** The element that opens it. */
	trigger: ReactElement;
	align?: 'start' | 'end';
	/** Open as soon as it is drawn: for one that is only made when it is asked for. */
	defaultOpen?: boolean;
	className?: string;
	children: ReactNode;
}

/** A small panel beside what opens it, with anything in it; for a list of actions take a menu. */
export function Popover({ label, trigger, align = 'start', defaultOpen, className, children }: PopoverProps) {
	return (
		<Base.Root defaultOpen={defaultOpen}>
			<Base.Trigger render={trigger} />
			<Base.Portal>
				<Base.Positioner sideOffset={4} align={align} className="z-50">
					<Base.Popup aria-label={label} className={cn('rounded-card border border-line-2 bg-raised p-3 shadow-overlay outline-none', className)}>
						{children}
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}
