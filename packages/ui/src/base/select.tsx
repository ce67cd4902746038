'use client';
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { cn } from './cn.ts';

export interface SelectOption<V extends string> {
	value: V;
	label: string;
	hint?: string;
}

export interface SelectProps<V extends string> {
	id?: string;
	/** The accessible name where no label element points at `id`. */
	label?: string;
	options: readonly SelectOption<V>[];
	value: V | null;
	onChange: (value: V) => void;
	placeholder?: string;
	size?: 'sm' | 'md';
	disabled?: boolean;
	className?: string;
}

export function Select<V extends string>({ id, label, options, value, onChange, placeholder = 'Choose', size = 'md', disabled, className }: SelectProps<V>) {
	return (
		<Base.Root items={[...options]} value={value} disabled={disabled} onValueChange={(next) => next !== null && onChange(next)}>
			<Base.Trigger
				id={id}
				aria-label={label}
				className={cn(
					'flex cursor-pointer items-center justify-between gap-2 rounded-control border border-ctl bg-surface text-left text-ink data-disabled:cursor-not-allowed data-disabled:bg-surface-3 data-disabled:text-ink-3',
					size === 'sm' ? 'h-7 px-2 text-meta' : 'h-8 px-2.5 text-body',
					className,
				)}
			>
				<Base.Value className="truncate">{(current: V | null) => options.find((o) => o.value === current)?.label ?? placeholder}</Base.Value>
				<Base.Icon className="text-ink-3">
					<ChevronDown size={14} aria-hidden />
				</Base.Icon>
			</Base.Trigger>
			<Base.Portal>
				<Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
					<Base.Popup className="max-h-80 min-w-(--anchor-width) overflow-auto rounded-card border border-line-2 bg-raised p-1 shadow-overlay outline-none">
						{options.map((option) => (
							<Base.Item
								key={option.value}
								value={option.value}
								className="flex min-h-7 cursor-pointer items-center gap-2 rounded-badge px-2 py-1 text-meta text-ink outline-none data-highlighted:bg-surface-3"
							>
								<span className="w-3.5">
									<Base.ItemIndicator>
										<Check size={14} aria-hidden />
									</Base.ItemIndicator>
								</span>
								<Base.ItemText>{option.label}</Base.ItemText>
								{option.hint && <span className="ml-auto pl-4 text-ink-3">{option.hint}</span>}
							</Base.Item>
						))}
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}
