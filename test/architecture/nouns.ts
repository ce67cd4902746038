import { type Finding, foldersIn, listFiles, modulesIn, readText } from './tree.ts';

interface Layer {
	folder: string;
	/** Whether a noun is a folder there, or a file. */
	by: 'folder' | 'file';
	/** What stands there beside the nouns, and why. */
	besides: Record<string, string>;
}

/** Every layer that is cut by nouns. */
export const LAYERS: readonly Layer[] = [
	{ folder: 'packages/domain/src', by: 'folder', besides: {} },
	{ folder: 'packages/services/src', by: 'folder', besides: {} },
	{ folder: 'packages/contracts/src', by: 'folder', besides: { serving: 'the door between inference and front door, not a thing' } },
	{
		folder: 'packages/mlflow/src',
		by: 'folder',
		besides: { server: "MLflow's own server endpoints, such as its version", wire: 'the form of requests and answers' },
	},
	{
		folder: 'packages/api/src',
		by: 'file',
		besides: { index: 'the package', 'app-router': 'puts the routers together', input: 'shared input schemas', me: 'who is signed in', trpc: 'the procedures' },
	},
	{ folder: 'packages/db/src/tables', by: 'file', besides: { index: 'the package', columns: 'columns that every table has' } },
	{ folder: 'packages/processes/src', by: 'file', besides: { index: 'the package', retry: 'retry classes' } },
	{ folder: 'workers/control/src/activities', by: 'file', besides: { index: 'all of them', 'org-of': 'whose row it is, shared by all' } },
	{ folder: 'apps/web/src/features', by: 'folder', besides: {} },
];

/** Names in the layers that are no word of GLOSSARY.md. */
export function strangeNouns(root: string, layers: readonly Layer[] = LAYERS): Finding[] {
	const words = glossaryWords(readText(root, 'GLOSSARY.md'));
	const paths = listFiles(root);
	return layers.flatMap(({ folder, by, besides }) =>
		(by === 'folder' ? foldersIn : modulesIn)(paths, folder)
			.filter((name) => !words.has(name.replaceAll('-', ' ')) && !(name in besides))
			.map((name) => `${folder}/${name}: "${name}" is no word of GLOSSARY.md; take the word that is there, or write the new one down first`),
	);
}

/** Terms of the glossary's table in lower case, and each word of a term of several (`audit entry` also gives `audit`). */
export function glossaryWords(text: string): Set<string> {
	const rows = text.split('\n').filter((line) => /^\| (?!term|---)/.test(line));
	const terms = rows.flatMap((line) => (line.split('|')[1] ?? '').split(',').map((term) => term.trim().toLowerCase().replaceAll('`', '')));
	return new Set(terms.flatMap((term) => [term, ...term.split(' ')]).filter((word) => word !== ''));
}
