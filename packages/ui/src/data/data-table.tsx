import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '../base/cn.ts';

/** A real table that scrolls sideways inside itself, never the page. */
export function DataTable({ label, className, wrapClassName, ...rest }: ComponentProps<'table'> & { label: string; wrapClassName?: string }) {
	return (
		<div role="group" aria-label={label} tabIndex={0} className={cn('relative min-w-0 overflow-x-auto -outline-offset-2', wrapClassName)}>
			<table aria-label={label} {...rest} className={cn('w-full border-separate border-spacing-0', className)} />
		</div>
	);
}

export interface HeadCellProps extends ComponentProps<'th'> {
	numeric?: boolean;
	/** Present where the column sorts: the direction now, or null. */
	sort?: 'ascending' | 'descending' | null;
	onSort?: () => void;
}

export function HeadCell({ numeric, sort, onSort, className, children, ...rest }: HeadCellProps) {
	return (
		<th
			scope="col"
			aria-sort={onSort ? (sort ?? 'none') : undefined}
			{...rest}
			className={cn(
				'h-8 border-b border-line bg-surface px-2.5 text-left text-meta font-medium whitespace-nowrap text-ink-3',
				numeric && 'text-right',
				sort && 'text-ink',
				className,
			)}
		>
			{onSort ? (
				<button
					type="button"
					onClick={onSort}
					className={cn('inline-flex h-6 cursor-pointer items-center gap-1 hover:text-ink', numeric && 'flex-row-reverse')}
				>
					{children}
					{sort === 'ascending' && <ArrowUp size={14} aria-hidden />}
					{sort === 'descending' && <ArrowDown size={14} aria-hidden />}
				</button>
			) : (
				children
			)}
		</th>
	);
}

export interface CellProps extends ComponentProps<'td'> {
	numeric?: boolean;
	mono?: boolean;
	quiet?: boolean;
}

export function Cell({ numeric, mono, quiet, className, ...rest }: CellProps) {
	return (
		<td
			{...rest}
			className={cn(
				'h-8 border-b border-line px-2.5 whitespace-nowrap in-[tr:last-child]:border-b-0',
				numeric && 'text-right tabular-nums',
				mono && 'mono',
				quiet && 'text-ink-3',
				className,
			)}
		/>
	);
}
