import { createReadStream, createWriteStream, openSync, readFileSync, readSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import { type Outside, readOutside } from '../audit/outside.ts';
import { type Verdict, verifyLog } from '../audit/verify-log.ts';
import { type Proof, verifyConsistency, verifyEvidence, verifyProof } from '../audit/verify-proof.ts';
import { type Call, command, wholeNumber } from '../command.ts';

interface Checkpoints {
	key: string | null;
	checkpoints: { size: number; note: string; atMs: number }[];
	publication: { place: string; size: number; problem: string | null } | null;
}

export const auditCommand = new Command('audit')
	.description('The audit log: checked here, not by the instance')
	.addCommand(
		command('verify', 'Check an export, a proof or an evidence pack; without a file, the log of the instance', verify)
			.argument('[file]', 'what `audit export`, `audit prove` or `change evidence` wrote')
			.option('--checkpoints <path>', 'a checkpoint published outside, or the folder of them')
			.option('--key <key>', 'what verifies the checkpoints; the one in the file unless given')
			.option('--since <checkpoint>', 'instead: check that the newest checkpoint of the instance begins with this older one'),
	)
	.addCommand(
		command('prove', 'Prove that one entry is in the log that a checkpoint signed', async ({ rest, org, print }, [n = ''], options) => {
			const proof = await rest.get<Proof>(`/orgs/${org}/audit/${n}/proof${options.size ? `?size=${options.size}` : ''}`);
			const sentence = verifyProof(proof, given(options));
			if (options.out) await writeFile(String(options.out), `${JSON.stringify(proof)}\n`);
			print(proof, () => (options.out ? `${sentence}: ${options.out}` : sentence));
		})
			.argument('<entry>', 'number of the entry')
			.option('--size <entries>', 'the checkpoint of that many entries; the newest unless given', wholeNumber)
			.option('--checkpoints <path>', 'a checkpoint published outside, or the folder of them')
			.option('--key <key>', 'what verifies the checkpoint')
			.option('-o, --out <file>', 'write the proof there'),
	)
	.addCommand(
		command('export', 'Write the whole log with its checkpoints, a JSON value per line', async ({ rest, org, print }, _args, options) => {
			const file = String(options.out ?? `${org}.audit.ndjson`);
			await pipeline(Readable.fromWeb(await rest.stream(`/orgs/${org}/audit/export`)), createWriteStream(file));
			print({ file }, () => `${file}\ncheck it with: interlock audit verify ${file}`);
		}).option('-o, --out <file>', 'where to; <organization>.audit.ndjson unless given'),
	)
	.addCommand(
		command('key', 'What verifies the checkpoints, the newest of them, and where they are published', async ({ rest, org, print }) => {
			print(await rest.get<Checkpoints>(`/orgs/${org}/audit/checkpoints`), ({ key, checkpoints: [newest], publication }) =>
				[
					key ?? 'no checkpoint was signed yet',
					...(newest ? [`newest: ${newest.size} entries at ${new Date(newest.atMs).toISOString()}`] : []),
					...(publication
						? [`published up to ${publication.size} entries to ${publication.place}${publication.problem ? `; ${publication.problem}` : ''}`]
						: []),
				].join('\n'),
			);
		}),
	);

async function verify({ rest, org, print }: Call, [file]: string[], options: Record<string, unknown>): Promise<void> {
	if (options.since) return print({ intact: true, sentence: await verifySince(rest, org, readFileSync(String(options.since), 'utf8')) }, (s) => s.sentence);
	const start = file ? startOf(file) : '';
	if (file && start.startsWith('{"pack":'))
		return print({ intact: true, sentence: verifyEvidence(readFileSync(file, 'utf8').trim(), given(options)) }, (s) => s.sentence);
	if (file && !start.startsWith('{"type":"log"')) {
		return print({ intact: true, sentence: verifyProof(JSON.parse(readFileSync(file, 'utf8')), given(options)) }, (s) => s.sentence);
	}
	const input = file ? createReadStream(file) : Readable.fromWeb(await rest.stream(`/orgs/${org}/audit/export`));
	const verdict = await verifyLog(createInterface({ input, crlfDelay: Infinity }), given(options));
	print<Verdict>(verdict, (v) =>
		v.intact ? `intact: ${v.entries} entries, ${v.checkpoints} checkpoints, head ${v.head}` : `BROKEN at entry ${v.firstBad}: ${v.problem}`,
	);
	if (!verdict.intact) process.exitCode = 1;
}

async function verifySince(rest: Call['rest'], org: string, older: string): Promise<string> {
	const { key, checkpoints } = await rest.get<Checkpoints>(`/orgs/${org}/audit/checkpoints`);
	const newer = checkpoints[0];
	if (!key || !newer) throw new Error('no checkpoint was signed yet');
	const first = older.split('\n')[1];
	const { proof } = await rest.get<{ proof: string[] }>(`/orgs/${org}/audit/consistency?first=${first}&second=${newer.size}`);
	return verifyConsistency(older, newer.note, key, proof);
}

function given(options: Record<string, unknown>): { key?: string; outside?: (key: string) => Outside } {
	return {
		...(options.key ? { key: String(options.key) } : {}),
		...(options.checkpoints ? { outside: (key) => readOutside(String(options.checkpoints), key) } : {}),
	};
}

function startOf(file: string): string {
	const bytes = Buffer.alloc(20);
	return bytes.subarray(0, readSync(openSync(file, 'r'), bytes)).toString('utf8');
}
