'use client';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends ComponentProps<'button'> {
	/** What it does: the accessible name and the tooltip. */
	label: string;
	icon: ReactNode;
	bordered?: boolean;
}

export function IconButton({ label, icon, bordered = false, className, ...rest }: IconButtonProps) {
	return (
		<Tooltip text={label}>
			<button
				type="button"
				aria-label={label}
				{...rest}
				className={cn(
					'inline-grid size-7 shrink-0 cursor-pointer place-items-center rounded-control border border-transparent text-ink-3 transition-colors duration-120 hover:bg-surface-3 hover:text-ink',
					bordered && 'border-line-2',
					className,
				)}
			>
				{icon}
			</button>
		</Tooltip>
	);
}
