import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export type Tone = 'neutral' | 'ok' | 'bad' | 'warn' | 'waive' | 'info' | 'outline';

export const TONE_FILL: Record<Tone, string> = {
	neutral: 'bg-surface-3 text-ink-2',
	ok: 'bg-ok-bg text-ok',
	bad: 'bg-bad-bg text-bad',
	warn: 'bg-warn-bg text-warn',
	waive: 'bg-waive-bg text-waive',
	info: 'bg-info-bg text-info',
	outline: 'border border-line-2 text-ink-2',
};

export const TONE_TEXT: Record<Tone, string> = {
	neutral: 'text-ink-3',
	ok: 'text-ok',
	bad: 'text-bad',
	warn: 'text-warn',
	waive: 'text-waive',
	info: 'text-info',
	outline: 'text-ink-2',
};

export interface BadgeProps {
	tone?: Tone;
	icon?: ReactNode;
	size?: 'sm' | 'md';
	className?: string;
	children: ReactNode;
}

export function Badge({ tone = 'neutral', icon, size = 'sm', className, children }: BadgeProps) {
	return (
		<span
			className={cn(
				'inline-flex items-center gap-1 rounded-badge align-middle whitespace-nowrap text-meta font-medium',
				size === 'sm' ? 'h-5 px-1.5' : 'h-6 px-2',
				TONE_FILL[tone],
				className,
			)}
		>
			{icon}
			{children}
		</span>
	);
}
