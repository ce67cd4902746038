import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { parse, stringify } from 'yaml';
import { command, wholeNumber } from '../command.ts';

interface Shown {
	environment: string;
	current: { version: number; digest: string; document: unknown };
	sentences: string[];
	proposals: { id: string; state: string; proposedBy: string; baseVersion: number; reason: string; diff: { removed: string[]; added: string[] } }[];
}

interface Saved {
	version: number;
	digest: string;
	proposal: { id: string; approvers: string[] } | null;
}

interface Replayed {
	sentence: string;
	changes: {
		number: number;
		title: string;
		before: string;
		after: string;
		reasons: string[];
		waitsFor: { name: string; missing: number; whoCould: string[] }[];
	}[];
	kept: { decisions: number; equal: number; different: { change: number; why: string }[] };
}

export const policyCommand = new Command('policy')
	.description('The policy of an environment, as YAML on disk')
	.addCommand(
		command('show', 'Write the policy in force as YAML', async ({ rest, projectPath, print }, [environment = ''], options) => {
			const shown = await rest.get<Shown>(`${projectPath()}/policies/${environment}`);
			const text = fileOf(shown);
			if (options.out) writeFileSync(String(options.out), text);
			print(shown, () => (options.out ? `${String(options.out)}: version ${shown.current.version} of ${environment}` : text.trimEnd()));
		})
			.argument('<environment>', 'such as production')
			.option('-o, --out <file>', 'write it there'),
	)
	.addCommand(
		command(
			'save',
			'Save a YAML file as the next version, or propose it where somebody else has to approve',
			async (call, [environment = '', file = ''], options) => {
				const { rest, projectPath, print } = call;
				const { version, document } = readPolicy(file);
				const path = `${projectPath()}/policies/${environment}`;
				const base = options.base ?? version ?? (await rest.get<Shown>(path)).current.version;
				const saved = await rest.put<Saved>(path, { baseVersion: Number(base), document, reason: String(options.reason ?? '') });
				print(saved, ({ proposal, version: now, digest }) =>
					proposal
						? `proposed as ${proposal.id}; ${proposal.approvers.join(' or ')} can approve it: interlock policy approve ${environment} ${proposal.id}`
						: `version ${now} of ${environment}, ${digest}`,
				);
			},
		)
			.argument('<environment>', 'such as production')
			.argument('<file>', 'what `policy show` wrote, edited')
			.option('--base <version>', 'the version it was edited from; what the file says unless given', wholeNumber)
			.option('--reason <text>', 'why, for whoever has to approve it'),
	)
	.addCommand(
		command(
			'replay',
			'Try a policy on past changes, and make every kept decision again',
			async ({ rest, projectPath, print }, [environment = '', file], options) => {
				const document = file === undefined ? undefined : readPolicy(file).document;
				const body = { ...(document !== undefined && { document }), ...(options.last !== undefined && { limit: Number(options.last) }) };
				const replayed = await rest.post<Replayed>(`${projectPath()}/policies/${environment}/replay`, body);
				print(replayed, replayText);
				if (replayed.kept.different.length > 0) process.exitCode = 1;
			},
		)
			.argument('<environment>', 'such as production')
			.argument('[file]', 'the policy to try; the one in force unless given')
			.option('--last <changes>', 'how many of the newest changes; 20 unless given', wholeNumber),
	)
	.addCommand(
		command('proposals', 'List proposed edits', async ({ rest, projectPath, print }, [environment = '']) => {
			const { proposals } = await rest.get<Shown>(`${projectPath()}/policies/${environment}`);
			print(proposals, (all) => (all.length === 0 ? 'no proposals' : all.map(proposalText).join('\n')));
		}).argument('<environment>', 'such as production'),
	);

for (const verdict of ['approve', 'reject', 'withdraw'])
	policyCommand.addCommand(
		command(
			verdict,
			`${verdict.charAt(0).toUpperCase()}${verdict.slice(1)} a proposed edit`,
			async ({ rest, projectPath, print }, [environment = '', id = ''], options) => {
				const body = { verdict, reason: String(options.reason ?? '') };
				const decided = await rest.post<{ state: string; version: number | null }>(`${projectPath()}/policies/${environment}/proposals/${id}`, body);
				print(decided, ({ state, version }) => (version === null ? state : `${state}: version ${version} of ${environment}`));
			},
		)
			.argument('<environment>', 'such as production')
			.argument('<proposal>', 'its id')
			.option('--reason <text>', 'why'),
	);

/** The document under the version it is; both are what `save` reads again. */
function fileOf({ environment, current, sentences }: Shown): string {
	const head = [`Policy of ${environment}, version ${current.version}, ${current.digest}`, ...sentences].map((line) => `# ${line}\n`).join('');
	return `${head}${stringify({ version: current.version, policy: current.document }, { lineWidth: 120 })}`;
}

function readPolicy(file: string): { version: number | null; document: unknown } {
	const read: unknown = parse(readFileSync(file, 'utf8'));
	if (typeof read !== 'object' || read === null) throw new Error(`${file}: must hold a policy`);
	if (!('policy' in read)) return { version: null, document: read };
	return { version: 'version' in read && typeof read.version === 'number' ? read.version : null, document: read.policy };
}

function replayText({ sentence, changes, kept }: Replayed): string {
	const lines = changes.map(({ number, title, before, after, waitsFor, reasons }) => {
		const asked = waitsFor.map(({ name, missing, whoCould }) => `${missing} for ${name} (${whoCould.join(', ') || 'nobody could'})`).join('; ');
		return `#${number} ${title}: ${before} -> ${after}${asked ? `; would have asked ${asked}` : after === 'deny' ? `; ${reasons.join(' ')}` : ''}`;
	});
	const again = `${kept.equal} of ${kept.decisions} kept decisions come out the same when made again`;
	return [sentence, ...lines, again, ...kept.different.map(({ change, why }) => `#${change}: ${why}`)].join('\n');
}

function proposalText({ id, state, proposedBy, baseVersion, reason, diff }: Shown['proposals'][number]): string {
	const head = `${id} ${state}: ${proposedBy}'s edit of version ${baseVersion}${reason ? `: ${reason}` : ''}`;
	return [head, ...diff.removed.map((line) => `  - ${line}`), ...diff.added.map((line) => `  + ${line}`)].join('\n');
}
