import { readServices, SERVICES, type ServiceCode, type ServiceFunction } from './service-code.ts';
import { type Finding, listFiles, readText } from './tree.ts';

/** What a use case does, in the order of its text with what it calls read in place. */
type Deed = 'transact' | 'authorize' | 'write' | 'audit';

interface UseCase {
	verb: ServiceFunction;
	deeds: readonly Deed[];
	/** The actions that its audit entries may carry. */
	actions: readonly string[];
}

/** Verbs that may lack a part of the shape, each with its reason. */
export interface Exceptions {
	/** Nobody to ask. */
	actorless: Record<string, string>;
	/** No audit entry for each call. */
	perRun: Record<string, string>;
	/** No test of a refusal or of the entry. */
	untested: Record<string, string>;
}

const DEEDS: [Deed, RegExp][] = [
	['transact', /\b(?:transact|inTransaction)\(/g],
	['authorize', /\b(?:authorize|requirePart|deny|denyWith)\(/g],
	['audit', /\brecordAudit\(/g],
	['write', /\b(?:tx|drizzle)\s*\.(?:insert|update|delete)\(|sql(?:<[^`]*>)?`\s*(?:insert into|update|delete from)\b|\benqueueCommand\(/g],
];
/** The kernel's own functions: a call of them is the deed, their inside isn't read. */
const KERNEL = /^(?:transact|authorize|requirePart|deny|denyWith|recordAudit|recordDenial|publishEvent|enqueueCommand)$/;
const CALL = /\b([a-z]\w+)(?:<[^()]*>)?\(/g;
const ACTION = /\b(?:action: |tell[A-Z]\w*\([^;'`]*)(?:'([\w-]+\.[\w-]+)'|`([\w.-]+)\$)/g;

/** Verbs that aren't shaped like a use case: authorize on the loaded row, then write, then the audit entry, in one transaction. */
export function misshapenUseCases(root: string, { actorless, perRun }: Exceptions): Finding[] {
	const findings = useCases(root).flatMap(({ verb, deeds }) => {
		const place = `${verb.path}: ${verb.name}`;
		const [asked, wrote, told] = [deeds.indexOf('authorize'), deeds.indexOf('write'), deeds.indexOf('audit')];
		return [
			...(asked === -1 && !actorless[verb.name]
				? [`${place} asks nobody: load its row with loadProject(tx, ctx, place, permission), or call authorize(ctx, permission, row, target)`]
				: []),
			...(asked > wrote && wrote !== -1 ? [`${place} writes before it asks: authorize on the loaded row first`] : []),
			...(wrote !== -1 && told === -1 && !perRun[verb.name]
				? [`${place} leaves no audit entry: call recordAudit(tx, ctx, { action, target, orgId, projectId }) in the transaction that writes`]
				: []),
		];
	});
	return [...findings, ...needlessExceptions(root, { actorless, perRun })];
}

/** Verbs without a test that finds their `denied` entry, or without one that names an action of theirs. */
export function untestedUseCases(root: string, { actorless, perRun, untested }: Exceptions): Finding[] {
	const tests = listFiles(root).filter((path) => path.startsWith(`${SERVICES}/`) && path.endsWith('.test.ts'));
	const texts = tests.map((path) => readText(root, path));
	return useCases(root).flatMap(({ verb, deeds, actions }) => {
		if (untested[verb.name]) return [];
		const about = texts.filter((text) => new RegExp(`\\b${verb.name}\\b`).test(text));
		const refused = about.some((text) => text.includes("'denied'"));
		const told = about.some((text) => actions.some((action) => text.includes(`'${action}`)));
		return [
			...(refused || actorless[verb.name] ? [] : [`${verb.path}: no test refuses ${verb.name} and finds its 'denied' entry`]),
			...(told || !deeds.includes('write') || perRun[verb.name] ? [] : [`${verb.path}: no test of ${verb.name} finds its audit entry (${actions.join(', ')})`]),
		];
	});
}

function needlessExceptions(root: string, { actorless, perRun }: Omit<Exceptions, 'untested'>): Finding[] {
	const cases = new Map(useCases(root).map((one) => [one.verb.name, one.deeds]));
	return [
		...Object.keys(actorless).flatMap((name) =>
			cases.get(name)?.includes('authorize') === false ? [] : [`${name} needs no exception: it asks, or it is gone`],
		),
		...Object.keys(perRun).flatMap((name) =>
			cases.get(name)?.includes('audit') === false ? [] : [`${name} needs no exception: it leaves an entry, or it is gone`],
		),
	];
}

/** What the nouns offer that opens a transaction. */
function useCases(root: string): UseCase[] {
	const code = readServices(root);
	const memo = new Map<ServiceFunction, Deed[]>();
	return code
		.offered()
		.filter(({ name }) => !KERNEL.test(name))
		.map((verb) => ({ verb, deeds: deedsOf(code, verb, memo), actions: [...new Set(actionsOf(code, verb, new Set()))] }))
		.filter(({ deeds }) => deeds.includes('transact'));
}

function deedsOf(code: ServiceCode, fn: ServiceFunction, memo: Map<ServiceFunction, Deed[]>): Deed[] {
	const known = memo.get(fn);
	if (known) return known;
	memo.set(fn, []);
	const text = withoutComments(fn.body);
	const own = DEEDS.flatMap(([deed, pattern]) => [...text.matchAll(pattern)].map((found) => ({ at: found.index, deeds: [deed] })));
	const called = callsIn(code, fn, text).map(({ at, target }) => ({ at, deeds: deedsOf(code, target, memo) }));
	const deeds = [...own, ...called].sort((a, b) => a.at - b.at).flatMap((one) => one.deeds);
	memo.set(fn, deeds);
	return deeds;
}

function actionsOf(code: ServiceCode, fn: ServiceFunction, seen: Set<ServiceFunction>): string[] {
	if (seen.has(fn)) return [];
	seen.add(fn);
	const text = withoutComments(fn.body);
	const own = [...text.matchAll(ACTION)].flatMap(([, whole, begun]) => whole ?? begun ?? []);
	return [...own, ...callsIn(code, fn, text).flatMap(({ target }) => actionsOf(code, target, seen))];
}

function callsIn(code: ServiceCode, fn: ServiceFunction, text: string): { at: number; target: ServiceFunction }[] {
	const head = text.indexOf('(') + 1;
	return [...text.slice(head).matchAll(CALL)].flatMap((found) => {
		const target = code.resolve(fn.path, found[1] ?? '');
		return target && target !== fn && !KERNEL.test(target.name) ? [{ at: found.index + head, target }] : [];
	});
}

function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => ' '.repeat(comment.length));
}
