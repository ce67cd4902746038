'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn.ts';

const item =
	'flex min-h-7 cursor-pointer items-center gap-2 rounded-badge px-2 py-1 text-meta text-ink outline-none data-highlighted:bg-surface-3 data-disabled:cursor-not-allowed data-disabled:text-ink-3';

export interface MenuProps {
	/** The element that opens it. */
	trigger: ReactElement;
	align?: 'start' | 'end';
	className?: string;
	children: ReactNode;
}

export function Menu({ trigger, align = 'start', className, children }: MenuProps) {
	return (
		<Base.Root modal={false}>
			<Base.Trigger render={trigger} />
			<Base.Portal>
				<Base.Positioner sideOffset={4} align={align} className="z-50">
					<Base.Popup className={cn('max-h-96 min-w-48 overflow-auto rounded-card border border-line-2 bg-raised p-1 shadow-overlay outline-none', className)}>
						{children}
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}

export function MenuItem({
	icon,
	tone,
	onSelect,
	render,
	children,
}: {
	icon?: ReactNode;
	tone?: 'bad';
	onSelect?: () => void;
	render?: ReactElement;
	children: ReactNode;
}) {
	return (
		<Base.Item className={cn(item, tone === 'bad' && 'text-bad')} onClick={onSelect} render={render}>
			{icon && <span className="text-ink-3">{icon}</span>}
			{children}
		</Base.Item>
	);
}

export function MenuCheck({ checked, onChange, children }: { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode }) {
	return (
		<Base.CheckboxItem className={item} checked={checked} onCheckedChange={onChange} closeOnClick={false}>
			<span className="w-3.5">
				<Base.CheckboxItemIndicator>
					<Check size={14} aria-hidden />
				</Base.CheckboxItemIndicator>
			</span>
			{children}
		</Base.CheckboxItem>
	);
}

/** Items under a heading. */
export function MenuGroup({ label, children }: { label?: ReactNode; children: ReactNode }) {
	return (
		<Base.Group>
			{label && <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-stamp text-ink-3">{label}</Base.GroupLabel>}
			{children}
		</Base.Group>
	);
}

export function MenuSeparator() {
	return <Base.Separator className="my-1 h-px bg-line" />;
}
