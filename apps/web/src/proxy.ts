import { type NextRequest, NextResponse } from 'next/server';

/** Tells pages their own address, so that signing in leads back. Judges nothing: who may see what is decided by the API. */
export function proxy(request: NextRequest): NextResponse {
	const headers = new Headers(request.headers);
	headers.set('x-interlock-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
	return NextResponse.next({ request: { headers } });
}

export const config = { matcher: ['/((?!_next/|api/|healthz).*)'] };
