import { shortDigest } from './format.ts';

/** A content digest: its ends shown, the whole in the title. */
export function Digest({ value, prefix = false, className = '' }: { value: string; prefix?: boolean; className?: string }) {
	return (
		<span className={`mono ${className}`} title={`sha256:${value}`}>
			{shortDigest(value, prefix)}
		</span>
	);
}
