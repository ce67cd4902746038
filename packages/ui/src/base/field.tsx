import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export interface FieldProps {
	/** The id of the control that the label names. */
	id: string;
	label: ReactNode;
	hint?: ReactNode;
	/** What is wrong, naming the limit; the control points to it with aria-describedby={`${id}-error`}. */
	error?: string | null;
	className?: string;
	children: ReactNode;
}

/** Label, control, hint and error of one form field. */
export function Field({ id, label, hint, error, className, children }: FieldProps) {
	return (
		<div className={cn('grid gap-1', className)}>
			<label htmlFor={id} className="text-meta font-strong text-ink">
				{label}
			</label>
			{children}
			{hint && !error && (
				<p id={`${id}-hint`} className="text-meta text-ink-3">
					{hint}
				</p>
			)}
			{error && (
				<p id={`${id}-error`} role="alert" className="text-meta text-bad">
					{error}
				</p>
			)}
		</div>
	);
}
