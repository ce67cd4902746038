import type { ReactNode } from 'react';
import { Badge, TONE_TEXT } from './badge.tsx';
import { cn } from './cn.ts';
import { lookOf, type State } from './state.ts';

/** A state as icon, word and colour. `children` replaces the word where the page knows a better one ("Canary 10%"). */
export function StateBadge({ state, size = 'sm', children }: { state: State; size?: 'sm' | 'md'; children?: ReactNode }) {
	const { icon: Icon, word, tone, moving } = lookOf(state);
	return (
		<Badge tone={tone} size={size} icon={<Icon size={size === 'sm' ? 12 : 14} strokeWidth={2} aria-hidden className={cn(moving && 'animate-pulse')} />}>
			{children ?? word}
		</Badge>
	);
}

/** The icon alone, for dense rows; the word is its accessible name. */
export function StateIcon({ state, size = 16 }: { state: State; size?: number }) {
	const { icon: Icon, word, tone, moving } = lookOf(state);
	return (
		<Icon
			size={size}
			strokeWidth={1.75}
			role="img"
			aria-label={word}
			aria-hidden={false}
			className={cn('shrink-0', TONE_TEXT[tone], moving && 'animate-pulse')}
		/>
	);
}
