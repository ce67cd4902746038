'use client';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { AppPage } from '../../shell/app-page.tsx';
import { useShell } from '../../shell/shell-context.tsx';
import { useNow } from '../../use-now.ts';
import { useStepUp } from '../session/use-step-up.tsx';
import { attemptWithPasskey, makePasskey } from './authenticator.ts';
import { PasskeysView } from './passkeys-view.tsx';

export function PasskeysPage({ nowMs }: { nowMs: number }) {
	const trpc = useTRPC();
	const queryClient = useQueryClient();
	const { org } = useShell();
	const now = useNow(nowMs);
	const query = trpc.passkey.list.queryOptions();
	const { data } = useSuspenseQuery(query);
	const begin = useMutation(trpc.passkey.beginRegistration.mutationOptions());
	const register = useMutation(trpc.passkey.register.mutationOptions());
	const rename = useMutation(trpc.passkey.rename.mutationOptions());
	const remove = useMutation(trpc.passkey.remove.mutationOptions());
	const stepUp = useStepUp(data.stepUp);
	const reload = () => queryClient.invalidateQueries({ queryKey: query.queryKey });

	async function add(name: string): Promise<void> {
		const { challenge, options } = await begin.mutateAsync();
		await register.mutateAsync({ challenge, name, response: await makePasskey(options) });
		await reload();
	}

	return (
		<AppPage crumbs={[{ label: 'Settings', href: `/${org.slug}/settings/tokens` }, { label: 'Signing in' }]}>
			<PasskeysView
				org={org.slug}
				hasPassword={data.hasPassword}
				passkeys={data.passkeys}
				whyNone={data.whyNone}
				nowMs={now}
				onProve={stepUp.ask}
				onAdd={(name) => attemptWithPasskey(add(name))}
				onRename={(id, name) => attempt(rename.mutateAsync({ id, name }).then(reload))}
				onRemove={(id) => attempt(remove.mutateAsync({ id }).then(reload))}
			/>
			{stepUp.dialog}
		</AppPage>
	);
}
