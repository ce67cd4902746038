'use client';
import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export interface CheckboxProps {
	checked: boolean;
	/** Some, but not all, of what it stands for. */
	mixed?: boolean;
	onChange: (checked: boolean) => void;
	label: ReactNode;
	name?: string;
	disabled?: boolean;
	className?: string;
}

export function Checkbox({ checked, mixed, onChange, label, name, disabled, className }: CheckboxProps) {
	return (
		<label className={cn('inline-flex min-h-7 cursor-pointer items-center gap-1.5 text-meta text-ink', disabled && 'cursor-not-allowed text-ink-3', className)}>
			<Base.Root
				name={name}
				checked={checked}
				indeterminate={mixed}
				disabled={disabled}
				onCheckedChange={(next) => onChange(next)}
				className="inline-grid size-4 shrink-0 place-items-center rounded-badge border border-ctl bg-surface text-ink-inv data-checked:border-ink data-checked:bg-ink data-indeterminate:border-ink data-indeterminate:bg-ink"
			>
				<Base.Indicator>{mixed ? <Minus size={12} strokeWidth={2.5} aria-hidden /> : <Check size={12} strokeWidth={2.5} aria-hidden />}</Base.Indicator>
			</Base.Root>
			{label}
		</label>
	);
}
