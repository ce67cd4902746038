import { DomainError } from '../../error/domain-error.ts';
import { type Comparator, type Comparison, parseComparisons, splitName } from './comparisons.ts';

/** What one kind of search may compare and order by. */
export interface SearchGrammar {
	/** Attributes that are texts, by the name used on the wire. */
	texts: readonly string[];
	/** Attributes that are whole numbers or times in ms. */
	numbers: readonly string[];
	/** Other spellings of an attribute. */
	aliases?: Readonly<Record<string, string>>;
	/** Which other things can be named: `metrics.x`, `params.x`, `tags.x`, `datasets.name`. */
	entities: readonly ('metric' | 'param' | 'tag' | 'dataset')[];
	/** Text attributes that take IN and NOT IN. */
	lists: readonly string[];
	/** What can be ordered by besides metrics, params and tags. */
	orderBy: readonly string[];
}

export type SearchCondition =
	| { on: 'metric' | 'number'; key: string; comparator: Comparator; value: number }
	| { on: 'param' | 'tag' | 'text' | 'dataset'; key: string; comparator: Comparator; value: string | string[] | null };

export interface SearchOrder {
	on: 'metric' | 'param' | 'tag' | 'text' | 'number';
	key: string;
	ascending: boolean;
}

type Entity = 'metric' | 'param' | 'tag' | 'attribute' | 'dataset';
const ENTITIES: Readonly<Record<string, Entity>> = {
	metric: 'metric',
	metrics: 'metric',
	param: 'param',
	params: 'param',
	parameter: 'param',
	parameters: 'param',
	tag: 'tag',
	tags: 'tag',
	attribute: 'attribute',
	attributes: 'attribute',
	attr: 'attribute',
	run: 'attribute',
	dataset: 'dataset',
	datasets: 'dataset',
};
const NUMBER_COMPARATORS: readonly Comparator[] = ['>', '>=', '!=', '=', '<', '<='];
const TEXT_COMPARATORS: readonly Comparator[] = ['!=', '=', 'LIKE', 'ILIKE'];
const DATASET_KEYS = ['name', 'digest', 'context'];

/** Reads a filter by a search's grammar. Throws `invalid` with MLflow's sentences. */
export function parseFilter(text: string, grammar: SearchGrammar): SearchCondition[] {
	return parseComparisons(text).map((comparison) => conditionOf(comparison, grammar));
}

/** Reads one `order_by` clause such as `metrics.acc DESC`. Throws `invalid`. */
export function parseOrderBy(clause: string, grammar: SearchGrammar): SearchOrder {
	const match = /^\s*(.+?)(?:\s+(asc|desc))?\s*$/is.exec(clause);
	const name = match?.[1] ?? '';
	if (!/^(?:`[^`]*`|"[^"]*"|[\w.\- ]+)+$/.test(name)) throw orderProblem(`Invalid order_by clause '${clause.slice(0, 120)}'. Could not be parsed.`, clause);
	if (/^[\w.]+\s+\S/.test(name)) throw orderProblem(`Invalid ordering key in order_by clause '${clause.slice(0, 120)}'.`, clause);
	const { entity, key } = resolve(splitName(name), grammar);
	const ascending = match?.[2]?.toLowerCase() !== 'desc';
	if (entity === 'dataset') throw orderProblem(`Invalid order_by entity type 'dataset'`, clause);
	if (entity !== 'attribute') return { on: entity, key, ascending };
	if (!grammar.orderBy.includes(key)) throw orderProblem(`Invalid order by key '${key}' specified. Valid keys are '${listed(grammar.orderBy)}'`, clause);
	return { on: grammar.numbers.includes(key) ? 'number' : 'text', key, ascending };
}

function conditionOf(comparison: Comparison, grammar: SearchGrammar): SearchCondition {
	const { entity, key } = resolve(comparison, grammar);
	const { comparator, value } = comparison;
	if (comparator === 'IS NULL' || comparator === 'IS NOT NULL') {
		if (entity !== 'tag' && entity !== 'param') throw problem(`IS NULL / IS NOT NULL is only supported for tags and params, not for '${entity}' '${key}'`);
		return { on: entity, key, comparator, value: null };
	}
	if (entity === 'metric' || (entity === 'attribute' && grammar.numbers.includes(key))) {
		allow(comparator, NUMBER_COMPARATORS);
		if (value.kind !== 'number')
			throw problem(`Expected numeric value type for ${entity === 'metric' ? 'metric' : `numeric attribute: ${key}`}. Found ${shown(value)}`);
		return { on: entity === 'metric' ? 'metric' : 'number', key, comparator, value: value.value };
	}
	const on = entity === 'attribute' ? 'text' : entity;
	if (value.kind === 'list') {
		const isListed = entity === 'dataset' || (entity === 'attribute' && grammar.lists.includes(key));
		if (!isListed) throw problem(`Only [${grammar.lists.map((k) => `'${k}'`).join(', ')}] attributes support comparison with a list of quoted string values.`);
		return { on, key, comparator, value: value.items };
	}
	allow(comparator, TEXT_COMPARATORS);
	if (value.kind !== 'string') {
		const what = entity === 'attribute' ? 'attributes' : `${entity === 'param' ? 'parameter' : entity} (e.g. 'my-value')`;
		throw problem(`Expected a quoted string value for ${what}. Got value ${shown(value)}`);
	}
	return { on, key, comparator, value: value.text };
}

function resolve(name: { entity: string | null; key: string }, grammar: SearchGrammar): { entity: Entity; key: string } {
	const entity: Entity | undefined = name.entity === null ? 'attribute' : ENTITIES[name.entity];
	const valid = [...grammar.entities.map((e) => (e === 'param' ? 'parameter' : e)), 'attribute'];
	if (entity === undefined || (entity !== 'attribute' && !grammar.entities.includes(entity))) {
		throw problem(`Invalid entity type '${name.entity}'. Valid values are [${valid.map((e) => `'${e}'`).join(', ')}]`);
	}
	if (entity === 'dataset' && !DATASET_KEYS.includes(name.key))
		throw problem(`Invalid dataset key '${name.key}' specified. Valid keys are '${listed(DATASET_KEYS)}'`);
	if (entity !== 'attribute') return { entity, key: name.key };
	const key = grammar.aliases?.[name.key] ?? name.key;
	const known = [...grammar.texts, ...grammar.numbers];
	if (!known.includes(key)) throw problem(`Invalid attribute key '${name.key}' specified. Valid keys are '${listed(known)}'`);
	return { entity, key };
}

function allow(comparator: Comparator, allowed: readonly Comparator[]): void {
	if (!allowed.includes(comparator)) throw problem(`Invalid comparator '${comparator}' not one of '${listed(allowed)}'`);
}

function shown(value: Comparison['value']): string {
	if (value.kind === 'string') return `'${value.text}'`;
	if (value.kind === 'list') return `(${value.items.join(', ')})`;
	return value.kind === 'none' ? 'nothing' : value.text;
}

function listed(names: readonly string[]): string {
	return `{${names.map((name) => `'${name}'`).join(', ')}}`;
}

function problem(sentence: string): DomainError {
	return new DomainError('invalid', sentence, { field: 'filter' });
}

function orderProblem(sentence: string, clause: string): DomainError {
	return new DomainError('invalid', sentence, { field: 'order_by', value: clause.slice(0, 80) });
}
