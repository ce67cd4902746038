'use client';
import { buttonStyle, Popover, Snippet } from '@interlock/ui/base';
import { Link2 } from 'lucide-react';

/** The address for an unmodified mlflow client, ready to paste. */
export function TrackingUri({ uri }: { uri: string }) {
	return (
		<Popover
			label="Tracking URI"
			align="end"
			className="w-[min(440px,calc(100vw-32px))]"
			trigger={
				<button type="button" className={buttonStyle()}>
					<Link2 size={14} aria-hidden />
					Tracking URI
				</button>
			}
		>
			<p className="mb-2 text-meta text-ink-2">For an unmodified mlflow client. The token comes from Settings, API tokens.</p>
			<Snippet label="tracking address" code={trackingLines(uri)} />
		</Popover>
	);
}

/** What a script needs to log here. */
export function trackingLines(uri: string): string {
	return `export MLFLOW_TRACKING_URI=${uri}\nexport MLFLOW_TRACKING_TOKEN=<your token>`;
}
