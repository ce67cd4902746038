import { type Finding, listFiles, readText } from './tree.ts';

const BINARY = /\.(?:png|parquet|ico|woff2?|onnx|gz|bin)$/;
const TEST = /\.test\.tsx?$|\/test-support\/|^test\/|\/test-[\w-]+\.ts$/;
const PATTERNS: { says: string; pattern: RegExp; inTests: boolean }[] = [
	{ says: 'an address with a password', pattern: /:\/\/[^/@\s'"`$:{}<>]+:(?!password@|wrong@)[^/@\s'"`${}<>]+@/g, inTests: true },
	{ says: 'a password that everybody tries first', pattern: /\b(?:change[-_ ]?me|hunter2|passw0rd|letmein)\b/gi, inTests: true },
	{ says: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g, inTests: true },
	{
		says: 'a secret with a value',
		pattern: /\b\w*(?:secret|password|pepper|api_?key|token)\w*['"]?\s*(?:[:=]|\?\?|\|\|)\s*(['"])[^\s'"`${}<>]{8,}\1/gi,
		inTests: false,
	},
	{ says: 'a secret with a value', pattern: /^[ \t]*(?:export )?[A-Z_]*(?:SECRET|PASSWORD|PEPPER|TOKEN)[A-Z_]*=[^\s$<'"]{8,}/gm, inTests: false },
];

/** Secrets in files of the tree: none has a default, each is made at the first start. */
export function secretsIn(root: string): Finding[] {
	const own = /^test\/architecture\/secrets\.|^packages\/config\/lint\/|^pnpm-lock\.yaml$/;
	const paths = listFiles(root).filter((path) => !BINARY.test(path) && !own.test(path));
	return paths.flatMap((path) => {
		const text = readText(root, path);
		return PATTERNS.filter(({ inTests }) => inTests || !TEST.test(path)).flatMap(({ says, pattern }) =>
			[...text.matchAll(pattern)].map((found) => `${path}:${text.slice(0, found.index).split('\n').length} "${found[0].trim().slice(0, 60)}" is ${says}`),
		);
	});
}
