/** Interlock's mark: two links, drawn in the ink colour. */
export function BrandMark({ size = 20 }: { size?: number }) {
	return (
		<svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden className="shrink-0 text-ink">
			<rect x="1.75" y="1.75" width="11" height="11" rx="3" stroke="currentColor" strokeWidth="2.5" />
			<path d="M10.2 7.25h5.05a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3h-5a3 3 0 0 1-3-3v-2.6" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
		</svg>
	);
}
