/** The slug a name gives: "Flight delay (NYC)" -> "flight-delay-nyc". May still be refused by `slugSchema`. */
export function slugFrom(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 40)
		.replace(/-+$/, '');
}
