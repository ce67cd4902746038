'use client';
import { Button, Menu, MenuItem } from '@interlock/ui/base';
import { FileCheck2 } from 'lucide-react';
import { usePermit } from '../../shell/shell-context.tsx';

/** The evidence pack: the signed file, or the page to read and print. It quotes the audit log, so whoever may not read that is told who may. */
export function EvidenceMenu({ place, number }: { place: { org: string; project: string }; number: number }) {
	const permit = usePermit('audit:read');
	const icon = <FileCheck2 size={14} aria-hidden />;
	if (!permit.allowed)
		return (
			<Button icon={icon} reason={permit.reason}>
				Evidence
			</Button>
		);
	const href = `/api/v1/projects/${place.org}/${place.project}/changes/${number}/evidence`;
	return (
		<Menu align="end" trigger={<Button icon={icon}>Evidence</Button>}>
			<MenuItem render={<a href={href} download />}>Download the signed file</MenuItem>
			<MenuItem render={<a href={`${href}?format=html`} target="_blank" rel="noreferrer" />}>Read or print it</MenuItem>
		</Menu>
	);
}
