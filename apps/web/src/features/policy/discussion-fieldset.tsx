'use client';
import { Checkbox } from '@interlock/ui/base';
import type { DiscussionFields } from './discussion-fields.ts';

export interface DiscussionFieldsetProps {
	fields: DiscussionFields;
	/** Names of the diffs that an approver should open. */
	requiredDiffs: readonly string[];
	onChange: (change: Partial<DiscussionFields>) => void;
}

/** What has to be talked out and looked at before a version goes out. */
export function DiscussionFieldset({ fields, requiredDiffs, onChange }: DiscussionFieldsetProps) {
	return (
		<fieldset className="grid content-start">
			<legend className="mb-2 font-semibold">Discussion and diffs</legend>
			<Checkbox label="Every thread must be resolved" checked={fields.resolveThreads} onChange={(resolveThreads) => onChange({ resolveThreads })} />
			{requiredDiffs.length > 0 && (
				<Checkbox
					label={`Whoever approves must have opened ${requiredDiffs.join(', ')}`}
					checked={fields.openDiffs}
					onChange={(openDiffs) => onChange({ openDiffs })}
				/>
			)}
		</fieldset>
	);
}
