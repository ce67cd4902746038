import { Check } from 'lucide-react';

export interface RoleMatrixProps {
	roles: readonly { key: string; title: string }[];
	rows: readonly { key: string; title: string; grants: Record<string, boolean | string> }[];
}

/** What each role may do. A word in a cell names a condition ("not own"). */
export function RoleMatrix({ roles, rows }: RoleMatrixProps) {
	return (
		<div role="group" aria-label="What roles can do" tabIndex={0} className="relative overflow-x-auto -outline-offset-2">
			<table aria-label="What roles can do" className="w-full border-separate border-spacing-0">
				<thead>
					<tr>
						<th scope="col" className="border-b border-line">
							<span className="sr-only">Permission</span>
						</th>
						{roles.map((role) => (
							<th key={role.key} scope="col" className="h-8 border-b border-line px-0.5 text-center text-stamp font-medium whitespace-nowrap text-ink-3">
								{role.title}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row.key}>
							<th
								scope="row"
								className="h-8 border-b border-line pr-2 pl-3 text-left text-meta font-normal whitespace-nowrap text-ink in-[tr:last-child]:border-b-0"
							>
								{row.title}
							</th>
							{roles.map((role) => (
								<td key={role.key} className="h-8 border-b border-line px-0.5 text-center in-[tr:last-child]:border-b-0">
									<Grant value={row.grants[role.key] ?? false} />
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function Grant({ value }: { value: boolean | string }) {
	if (value === true) return <Check size={16} strokeWidth={1.75} role="img" aria-label="yes" className="mx-auto text-ok" />;
	if (value === false)
		return (
			<span role="img" aria-label="no" className="text-ink-3">
				·
			</span>
		);
	return <span className="text-stamp whitespace-nowrap text-ink-2">{value}</span>;
}
