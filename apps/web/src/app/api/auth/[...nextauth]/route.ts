import { authOptions } from '@interlock/auth';
import NextAuth from 'next-auth';
import { authDatabase } from '../../../../api/auth-database.ts';
import { readEnv } from '../../../../env.ts';

async function handler(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
	const { secret, publicUrl } = readEnv();
	const answer: unknown = await NextAuth(authOptions({ db: authDatabase, secret, publicUrl }))(request, context);
	return answer instanceof Response ? answer : new Response(null, { status: 500 });
}

export { handler as GET, handler as POST };
