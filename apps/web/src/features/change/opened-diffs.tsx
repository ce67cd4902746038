'use client';
import { Eye } from 'lucide-react';
import type { ChangeDetail } from './types.ts';

/** Which of the diffs that the policy requires the reader opened on this revision, and which are left. */
export function OpenedDiffs({ change }: { change: Pick<ChangeDetail, 'opened'> }) {
	const { opened } = change;
	if (!opened || opened.required.length === 0) return null;
	const { required, left, insists } = opened;
	return (
		<p className="mb-1.5 flex items-start gap-1.5 text-stamp text-ink-2">
			<Eye size={14} aria-hidden className="shrink-0 text-ink-3" />
			{left.length === 0
				? `All ${required.length} required diffs opened`
				: `${required.length - left.length} of ${required.length} required diffs opened, ${left.join(', ')} ${left.length === 1 ? 'is' : 'are'} left${insists ? '; an approval holds until then' : ''}`}
		</p>
	);
}
