import { buttonStyle } from '@interlock/ui/base';
import { BrandMark } from '@interlock/ui/shell';
import Link from 'next/link';

/** An address that leads nowhere, or to something this person may not see: both answer alike. */
export default function NotFound() {
	return (
		<main className="grid min-h-dvh place-content-center justify-items-center gap-3 bg-surface px-4 text-center">
			<title>Not found · Interlock</title>
			<BrandMark size={28} />
			<h1 className="text-page font-semibold tracking-title">There is nothing here</h1>
			<p className="max-w-sm text-ink-2">The page doesn't exist, or it belongs to an organization or project that you can't see.</p>
			<Link href="/" className={buttonStyle({ size: 'md' }, 'mt-2')}>
				Go to your projects
			</Link>
		</main>
	);
}
