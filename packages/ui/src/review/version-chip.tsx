import { cn } from '../base/cn.ts';

export interface VersionChipProps {
	role: 'champion' | 'candidate';
	/** "v12". */
	version: string;
	size?: 'sm' | 'lg';
	/** Without the word, where the column says it. */
	bare?: boolean;
}

/** Champion grey and dashed, candidate blue and solid; nowhere the other way round. */
export function VersionChip({ role, version, size = 'sm', bare = false }: VersionChipProps) {
	return (
		<span
			className={cn(
				'inline-flex items-center rounded-[5px] border-[1.5px] font-semibold tracking-normal whitespace-nowrap',
				size === 'sm' ? 'h-[22px] px-[7px] text-body' : 'h-[26px] px-2 text-[15px]',
				role === 'champion' ? 'border-dashed border-champion text-ink-2' : 'border-candidate text-candidate',
			)}
		>
			{bare ? version : `${role} ${version}`}
		</span>
	);
}
