'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

/** Copies a text; `label` says what ("Copy token"). With `iconOnly` the label is spoken, not shown. */
export function CopyButton({ text, label, iconOnly = false }: { text: string; label: string; iconOnly?: boolean }) {
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), 2000);
		return () => clearTimeout(timer);
	}, [copied]);
	const copy = () => {
		void copyText(text).then(setCopied);
	};
	const icon = copied ? <Check size={14} aria-hidden className="text-ok" /> : <Copy size={14} aria-hidden />;
	return (
		<>
			{iconOnly ? (
				<IconButton label={label} icon={icon} onClick={copy} />
			) : (
				<Button icon={icon} onClick={copy}>
					{label}
				</Button>
			)}
			<span role="status" className="sr-only">
				{copied ? 'Copied' : ''}
			</span>
		</>
	);
}

/** False where the browser offers no clipboard (plain http on another host) and refuses the old way too. */
async function copyText(text: string): Promise<boolean> {
	if (navigator.clipboard) {
		return navigator.clipboard.writeText(text).then(
			() => true,
			() => false,
		);
	}
	const area = document.createElement('textarea');
	area.value = text;
	area.style.position = 'fixed';
	area.style.opacity = '0';
	document.body.append(area);
	area.select();
	const done = document.execCommand('copy');
	area.remove();
	return done;
}
