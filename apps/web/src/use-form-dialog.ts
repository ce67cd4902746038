'use client';
import type { FormDialogProps } from '@interlock/ui/base';
import { useState } from 'react';

/**
 * What a form dialogue needs to do its act once: it is busy until the server answered, keeps a refusal in words and closes without one.
 * `act` resolves to the refusal, or null when it was done. A refusal is forgotten when the dialogue closes.
 */
export function useFormDialog(
	act: () => Promise<string | null>,
	onOpenChange: (open: boolean) => void,
): Pick<FormDialogProps, 'busy' | 'error' | 'onSubmit' | 'onOpenChange'> {
	const [busy, setBusy] = useState(false);
	const [error, setError] = useState<string | null>(null);

	function change(open: boolean) {
		setError(null);
		onOpenChange(open);
	}

	async function submit() {
		if (busy) return;
		setBusy(true);
		const refusal = await act();
		setBusy(false);
		setError(refusal);
		if (refusal === null) onOpenChange(false);
	}

	return { busy, error, onSubmit: () => void submit(), onOpenChange: change };
}
