import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

const box =
	'w-full rounded-control border border-ctl bg-surface text-ink placeholder:text-ink-3 placeholder:opacity-100 aria-invalid:border-bad disabled:bg-surface-3 disabled:text-ink-3';

export interface InputProps extends Omit<ComponentProps<'input'>, 'size'> {
	size?: 'sm' | 'md';
	/** The field failed validation; its message has the id `${id}-error`. */
	invalid?: boolean;
	leading?: ReactNode;
	trailing?: ReactNode;
}

export function Input({ size = 'md', invalid, leading, trailing, className, ...rest }: InputProps) {
	const input = (
		<input
			{...rest}
			aria-invalid={invalid || undefined}
			aria-describedby={invalid && rest.id ? `${rest.id}-error` : rest['aria-describedby']}
			className={cn(box, size === 'sm' ? 'h-7 px-2 text-meta' : 'h-8 px-2.5 text-body', leading && 'pl-7', trailing && 'pr-8', className)}
		/>
	);
	if (!leading && !trailing) return input;
	return (
		<span className="relative flex items-center">
			{leading && <span className="pointer-events-none absolute left-2 text-ink-3">{leading}</span>}
			{input}
			{trailing && <span className="pointer-events-none absolute right-1.5 flex">{trailing}</span>}
		</span>
	);
}

export interface TextareaProps extends ComponentProps<'textarea'> {
	invalid?: boolean;
}

export function Textarea({ invalid, className, ...rest }: TextareaProps) {
	return (
		<textarea
			rows={2}
			{...rest}
			aria-invalid={invalid || undefined}
			aria-describedby={invalid && rest.id ? `${rest.id}-error` : rest['aria-describedby']}
			className={cn(box, 'block resize-y px-2 py-1.5 text-meta', className)}
		/>
	);
}
