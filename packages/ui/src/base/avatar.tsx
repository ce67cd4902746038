import { cn } from './cn.ts';

export interface AvatarProps {
	/** The name it stands for; the initials are decoration, so the name must stand beside it or in `label`. */
	name: string;
	size?: 'sm' | 'md';
	/** A service account or process: square, so that nobody takes it for a person. */
	machine?: boolean;
	label?: string;
}

export function Avatar({ name, size = 'sm', machine = false, label }: AvatarProps) {
	return (
		<span
			role={label ? 'img' : undefined}
			aria-label={label}
			aria-hidden={label ? undefined : true}
			className={cn(
				'inline-grid shrink-0 place-items-center border border-line-2 bg-surface-3 font-semibold text-ink-2',
				size === 'sm' ? 'size-5 text-[9px]' : 'size-6 text-[10px]',
				machine ? 'rounded-badge' : 'rounded-full',
			)}
		>
			{initials(name)}
		</span>
	);
}

function initials(name: string): string {
	const words = name.split(/[\s@._-]+/).filter(Boolean);
	const [first = '?', second] = words;
	return (second ? first.charAt(0) + second.charAt(0) : first.slice(0, 2)).toUpperCase();
}
