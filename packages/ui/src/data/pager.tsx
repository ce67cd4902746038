'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '../base/button.tsx';

export interface PagerProps {
	/** What is paged, plural: "runs". */
	noun: string;
	/** 0-based index of the first row shown. */
	offset: number;
	shown: number;
	total: number;
	pageSize: number;
	onOffset: (offset: number) => void;
}

/** "1-50 of 10,482", and the way on. */
export function Pager({ noun, offset, shown, total, pageSize, onOffset }: PagerProps) {
	const more = offset + shown < total;
	return (
		<div className="flex items-center gap-2 text-meta text-ink-2">
			<span className="tabular-nums">
				{shown === 0
					? `0 of ${total.toLocaleString('en-GB')}`
					: `${(offset + 1).toLocaleString('en-GB')}–${(offset + shown).toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`}{' '}
				{noun}
			</span>
			{(offset > 0 || more) && (
				<>
					<Button
						variant="quiet"
						icon={<ChevronLeft size={14} aria-hidden />}
						reason={offset > 0 ? null : 'This is the first page.'}
						onClick={() => onOffset(Math.max(0, offset - pageSize))}
					>
						Previous
					</Button>
					<Button variant="quiet" reason={more ? null : 'This is the last page.'} onClick={() => onOffset(offset + pageSize)}>
						Next
						<ChevronRight size={14} aria-hidden />
					</Button>
				</>
			)}
		</div>
	);
}
