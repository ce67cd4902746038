export interface Mentionable {
	userId: string;
	name: string;
	email: string;
}

/**
 * The people a text mentions: `@` and a name, with or without its spaces, or the part of an e-mail before its `@`. Case doesn't matter; code
 * mentions nobody, and neither does an e-mail address.
 */
export function mentionsIn(text: string, people: readonly Mentionable[]): string[] {
	const said = withoutCode(text).toLowerCase();
	return people.filter((person) => handlesOf(person).some((handle) => mentions(said, handle))).map((person) => person.userId);
}

function handlesOf({ name, email }: Mentionable): string[] {
	const plain = name.trim().toLowerCase();
	return [...new Set([plain, plain.replaceAll(/\s+/g, ''), plain.replaceAll(/\s+/g, '-'), email.split('@')[0]?.toLowerCase() ?? ''])].filter(
		(handle) => handle !== '',
	);
}

function mentions(said: string, handle: string): boolean {
	for (let at = said.indexOf(`@${handle}`); at !== -1; at = said.indexOf(`@${handle}`, at + 1)) {
		const [before, after] = [said[at - 1] ?? ' ', said[at + 1 + handle.length] ?? ' '];
		if (!isWord(before) && !isWord(after)) return true;
	}
	return false;
}

function isWord(character: string): boolean {
	return /[\p{L}\p{N}_-]/u.test(character);
}

function withoutCode(text: string): string {
	return text.replace(/```[\s\S]*?(?:```|$)/g, ' ').replace(/`[^`\n]*`/g, ' ');
}
