import { Command, InvalidArgumentError } from 'commander';
import { readEnv } from './env.ts';
import { createRest, type Rest } from './rest.ts';

export interface Call {
	rest: Rest;
	url: string;
	org: string;
	/** `/projects/<org>/<project>` of the project option. Throws when none is named. */
	projectPath(): string;
	/** Prints the answer: as JSON with --json, else by `text`. */
	print<T>(answer: T, text: (answer: T) => string): void;
}

interface Options {
	json?: boolean;
	url?: string;
	token?: string;
	project?: string;
	[name: string]: unknown;
}

/** A command with the options all share. `act` gets the parsed arguments, its own options and how to call. */
export function command(name: string, summary: string, act: (call: Call, args: string[], options: Options) => Promise<void>): Command {
	return new Command(name)
		.description(summary)
		.option('--json', 'print the answer as JSON')
		.option('--url <url>', 'where Interlock answers (INTERLOCK_URL)')
		.option('--token <token>', 'API token (INTERLOCK_TOKEN)')
		.option('-p, --project <org/project>', 'project, as org/project or slug (INTERLOCK_PROJECT)')
		.action(async (...given: unknown[]) => {
			const self = given.at(-1) as Command;
			const options = self.opts<Options>();
			await act(createCall(options), self.args, options);
		});
}

function createCall(options: Options): Call {
	const env = readEnv();
	const url = (options.url ?? env.url).replace(/\/$/, '');
	const named = options.project ?? env.project;
	const [first = '', second] = named?.split('/') ?? [];
	return {
		rest: createRest(url, options.token ?? env.token),
		url,
		org: second === undefined ? env.org : first,
		projectPath: () => {
			if (!named) throw new Error('Name the project: --project org/project (or INTERLOCK_PROJECT)');
			return `/projects/${second === undefined ? env.org : first}/${second ?? first}`;
		},
		print: (answer, text) => process.stdout.write(`${options.json ? JSON.stringify(answer, null, 2) : text(answer)}\n`),
	};
}

/** `key=value` pairs given several times. */
export function collectPairs(pair: string, before: Record<string, string> = {}): Record<string, string> {
	const at = pair.indexOf('=');
	if (at < 1) throw new InvalidArgumentError('must be key=value');
	return { ...before, [pair.slice(0, at)]: pair.slice(at + 1) };
}

export function collect(value: string, before: string[] = []): string[] {
	return [...before, value];
}

export function wholeNumber(text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value)) throw new InvalidArgumentError('must be a whole number');
	return value;
}
