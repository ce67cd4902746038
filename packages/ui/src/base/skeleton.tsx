import { cn } from './cn.ts';

/** A bar where text will be; the caller draws the final layout with them and names the region busy. */
export function Skeleton({ className }: { className?: string }) {
	return <span aria-hidden className={cn('block h-2.5 animate-pulse rounded-badge bg-surface-3', className)} />;
}
