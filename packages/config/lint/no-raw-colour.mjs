const PROPERTY =
	'bg|text|border(?:-[xytrbl])?|ring(?:-offset)?|inset-ring|fill|stroke|from|via|to|outline|divide|accent|caret|decoration|placeholder|(?:drop-)?shadow';
const PALETTE = 'slate|gray|zinc|neutral|stone|red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose';
const RAW = [
	{ pattern: /(?<![\w&/-])#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})(?![\w-])/i, says: 'a raw colour' },
	{ pattern: /\b(?:rgba?|hsla?|hwb|oklch|oklab|lch|lab)\(\s*[\d.]/i, says: 'a raw colour' },
	{ pattern: new RegExp(`(?<![\\w-])(?:${PROPERTY})-(?:(?:${PALETTE})-\\d{2,3}|black|white)(?![\\w-])`), says: "a class of Tailwind's palette" },
];

/** The raw colour in a piece of text, or null. */
export function rawColourIn(text) {
	for (const { pattern, says } of RAW) {
		const found = pattern.exec(text);
		if (found) return { colour: found[0], says };
	}
	return null;
}

/** Colours come from the tokens of packages/ui: only so are there two themes, and one place to change them. */
export const noRawColour = {
	meta: { type: 'problem', docs: { description: 'colours are tokens of packages/ui' } },
	create(context) {
		const check = (node, text) => {
			const found = typeof text === 'string' ? rawColourIn(text) : null;
			if (found) context.report({ node, message: `"${found.colour}" is ${found.says}: use a token, such as bg-surface, text-muted or var(--chart-1)` });
		};
		return {
			Literal: (node) => check(node, node.value),
			TemplateElement: (node) => check(node, node.value.raw),
			JSXText: () => {},
		};
	},
};
