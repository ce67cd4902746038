import { cva, type VariantProps } from 'class-variance-authority';
import { cn } from './cn.ts';

export const button = cva(
	'inline-flex shrink-0 cursor-pointer select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-control border font-medium transition-colors duration-120',
	{
		variants: {
			variant: {
				outline: 'border-line-2 bg-surface text-ink hover:bg-surface-3',
				primary: 'border-ink bg-ink text-ink-inv hover:bg-ink-2 hover:border-ink-2',
				approve: 'border-ok bg-ok text-ink-inv hover:brightness-110',
				danger: 'border-bad-line bg-surface text-bad hover:bg-bad-bg',
				'danger-solid': 'border-bad bg-bad text-ink-inv hover:brightness-110',
				quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-surface-3',
			},
			size: { sm: 'h-7 px-2.5 text-meta', md: 'h-8 px-3 text-body' },
			off: { true: 'cursor-not-allowed border-line bg-surface-3 text-ink-3 hover:border-line hover:bg-surface-3 hover:brightness-100', false: '' },
		},
		defaultVariants: { variant: 'outline', size: 'sm', off: false },
	},
);

export type ButtonVariant = NonNullable<VariantProps<typeof button>['variant']>;

/** The look of a button for an element that is one only by sight, such as a link. */
export function buttonStyle(options: { variant?: ButtonVariant; size?: 'sm' | 'md' } = {}, className?: string): string {
	return cn(button(options), className);
}
