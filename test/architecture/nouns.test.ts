import { expect, test } from 'vitest';
import { LAYERS, strangeNouns } from './nouns.ts';
import { plant, ROOT } from './tree.ts';

test('every noun of every layer is a word of the glossary', () => {
	expect(strangeNouns(ROOT)).toEqual([]);
});

test('a folder or file that the glossary does not know is found in each layer', () => {
	const glossary = '| term | meaning here | not to be called |\n|---|---|---|\n| run, audit entry | as MLflow | job |\n';
	for (const { folder, by } of LAYERS) {
		const at = (name: string) => (by === 'folder' ? `${folder}/${name}/list.ts` : `${folder}/${name}.ts`);
		const root = plant({ 'GLOSSARY.md': glossary, [at('run')]: '', [at('audit')]: '', [at('job')]: '' });
		expect(strangeNouns(root)).toEqual([expect.stringContaining(`${folder}/job: "job" is no word of GLOSSARY.md`)]);
	}
});
