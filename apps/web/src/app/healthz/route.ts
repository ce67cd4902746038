/** The web part's own liveness, asked by the supervisor. */
export function GET(): Response {
	return new Response('ok\n', { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
