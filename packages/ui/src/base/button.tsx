'use client';
import { LoaderCircle } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { button as style, type ButtonVariant } from './button-style.ts';
import { cn } from './cn.ts';
import { Tooltip } from './tooltip.tsx';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
	variant?: ButtonVariant;
	size?: 'sm' | 'md';
	icon?: ReactNode;
	/** Waiting for the server: shows progress and takes no second press. */
	busy?: boolean;
	/** Why it can't be pressed now. The button stays reachable by keyboard and explains itself. */
	reason?: string | null;
	/** The id of the visible text that explains `reason`; then no tooltip repeats it. */
	reasonId?: string;
}

export function Button({
	variant = 'outline',
	size = 'sm',
	icon,
	busy = false,
	reason,
	reasonId,
	className,
	children,
	onClick,
	type = 'button',
	...rest
}: ButtonProps) {
	const refused = Boolean(reason);
	const ownId = useId();
	const button = (
		<button
			{...rest}
			type={type}
			aria-disabled={refused || busy || undefined}
			aria-busy={busy || undefined}
			aria-describedby={refused ? (reasonId ?? ownId) : rest['aria-describedby']}
			className={cn(style({ variant, size, off: refused }), className)}
			onClick={(event) => {
				if (refused || busy) event.preventDefault();
				else onClick?.(event);
			}}
		>
			{busy ? <LoaderCircle size={14} aria-hidden className="animate-spin" /> : icon}
			{children}
		</button>
	);
	if (!reason || reasonId) return button;
	return (
		<>
			<Tooltip text={reason}>{button}</Tooltip>
			<span id={ownId} hidden>
				{reason}
			</span>
		</>
	);
}
