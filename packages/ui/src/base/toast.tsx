'use client';
import { Toaster } from 'sonner';

export { toast } from 'sonner';

/** Where short confirmations appear; mounted once by the shell. Errors of a form stay in the form. */
export function ToastRegion() {
	return (
		<Toaster
			position="bottom-right"
			duration={9000}
			containerAriaLabel="Notifications"
			toastOptions={{
				unstyled: true,
				classNames: {
					toast: 'flex w-full items-center gap-2 rounded-card border border-line-2 bg-raised px-3 py-2 text-meta text-ink shadow-overlay',
					error: 'text-bad',
					actionButton: 'ml-auto link',
				},
			}}
		/>
	);
}
