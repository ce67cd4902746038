import { beginPasskeySignIn } from '@interlock/services/passkey';
import { z } from 'zod';
import { route } from './route.ts';

/** Before somebody is signed in. The session itself is opened by the pages' own door. */
export const signInRoutes = [
	route({
		method: 'post',
		path: '/sign-in/passkey',
		summary: 'The question a browser puts to a passkey to sign in; answered once, within five minutes',
		permission: 'anyone',
		audit: 'none',
		secretAnswer: true,
		success: {
			status: 201,
			description: 'The challenge, and what navigator.credentials.get takes (PublicKeyCredentialRequestOptionsJSON)',
			schema: z.object({ challenge: z.string(), options: z.record(z.string(), z.unknown()) }),
		},
		handle: async ({ ctx, instance }) => ({ status: 201, body: await beginPasskeySignIn(ctx.db, instance.env.publicUrl, ctx.request, ctx.now()) }),
	}),
];
