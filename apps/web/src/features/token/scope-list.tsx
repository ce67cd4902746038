'use client';
import type { Permission } from '@interlock/domain/access';
import { Badge, Button, cn } from '@interlock/ui/base';
import { useState } from 'react';

const SHOWN_AT_FIRST = 2;

/** A token's scopes; of many the first few, the rest on request. */
export function ScopeList({ token, scopes }: { token: string; scopes: readonly Permission[] }) {
	const [all, setAll] = useState(scopes.length <= SHOWN_AT_FIRST + 1);
	const shown = all ? scopes : scopes.slice(0, SHOWN_AT_FIRST);
	return (
		<span className={cn('flex items-center gap-1', all && 'flex-wrap')}>
			{shown.map((scope) => (
				<Badge key={scope} tone="outline" className="mono">
					{scope}
				</Badge>
			))}
			{scopes.length > SHOWN_AT_FIRST + 1 && (
				<Button variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
					{all ? 'Show fewer' : `${scopes.length - SHOWN_AT_FIRST} more`}
					<span className="sr-only"> scopes of {token}</span>
				</Button>
			)}
		</span>
	);
}
