'use client';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { ReactNode } from 'react';

export interface SegmentedProps<V extends string> {
	label: string;
	value: V;
	options: readonly { value: V; label: ReactNode }[];
	onChange: (value: V) => void;
}

/** One of a few views of the same thing. */
export function Segmented<V extends string>({ label, value, options, onChange }: SegmentedProps<V>) {
	return (
		<ToggleGroup
			aria-label={label}
			value={[value]}
			onValueChange={(next) => {
				const chosen = options.find((option) => option.value === next[0]);
				if (chosen) onChange(chosen.value);
			}}
			className="inline-flex h-7 overflow-hidden rounded-control border border-line-2"
		>
			{options.map((option) => (
				<Toggle
					key={option.value}
					value={option.value}
					className="flex cursor-pointer items-center gap-1.5 border-r border-line-2 px-2.5 text-meta text-ink-2 -outline-offset-2 last:border-r-0 hover:bg-surface-2 data-pressed:bg-surface-3 data-pressed:font-strong data-pressed:text-ink"
				>
					{option.label}
				</Toggle>
			))}
		</ToggleGroup>
	);
}
