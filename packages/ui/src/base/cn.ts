import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
	extend: {
		theme: {
			text: ['stamp', 'meta', 'body', 'section', 'value', 'page', 'figure'],
			'font-weight': ['book', 'strong'],
			radius: ['badge', 'control', 'card', 'bar'],
			shadow: ['overlay'],
		},
	},
});

/** Joins class names; of two that set the same property the later one wins. */
export function cn(...classes: ClassValue[]): string {
	return merge(clsx(classes));
}
