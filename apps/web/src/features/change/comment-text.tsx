'use client';
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';

/** A picture is only linked to: fetching it would tell its server who reads. */
const COMPONENTS: Components = { img: ({ src, alt }) => <a href={typeof src === 'string' ? src : undefined}>{alt || 'picture'}</a> };

/** What a person wrote, as Markdown without anything a browser would run or fetch. */
export function CommentText({ body }: { body: string }) {
	return (
		<Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]} components={COMPONENTS}>
			{body}
		</Markdown>
	);
}
