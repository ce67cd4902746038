'use client';
import { useMutation } from '@tanstack/react-query';
import { attempt } from '../../api/attempt.ts';
import { useTRPC } from '../../api/api-provider.tsx';
import { ChoosePasswordView } from './choose-password-view.tsx';

export function ChoosePasswordPage({ email, hasPassword }: { email: string; hasPassword: boolean }) {
	const trpc = useTRPC();
	const choose = useMutation(trpc.me.choosePassword.mutationOptions());
	return (
		<ChoosePasswordView
			email={email}
			hasPassword={hasPassword}
			onChoose={async (password, current) => {
				const refusal = await attempt(choose.mutateAsync({ password, current }));
				if (refusal === null) location.assign('/');
				return refusal;
			}}
		/>
	);
}
