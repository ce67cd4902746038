import type { Predicate, Term } from './predicate.ts';

/** The condition as text in one form: reading it gives the same condition again. */
export function printPredicate(predicate: Predicate): string {
	switch (predicate.kind) {
		case 'any':
			return predicate.parts.map((part) => (part.kind === 'any' ? `(${printPredicate(part)})` : printPredicate(part))).join(' || ');
		case 'all':
			return predicate.parts.map((part) => (part.kind === 'any' || part.kind === 'all' ? `(${printPredicate(part)})` : printPredicate(part))).join(' && ');
		case 'not':
			return predicate.part.kind === 'holds' || predicate.part.kind === 'not' ? `!${printPredicate(predicate.part)}` : `!(${printPredicate(predicate.part)})`;
		case 'holds':
			return printTerm(predicate.term);
		case 'compare':
			return `${printTerm(predicate.left)} ${predicate.by} ${printTerm(predicate.right)}`;
		case 'one-of':
			return `${printTerm(predicate.term)} in [${predicate.values.map((value) => (typeof value === 'number' ? String(value) : quote(value))).join(', ')}]`;
		case 'within':
			return `${printTerm(predicate.term)} in ${predicate.list}`;
		case 'matches':
			return `${printTerm(predicate.term)} matches ${quote(predicate.pattern)}`;
	}
}

/** A term as text. */
export function printTerm(term: Term): string {
	if (term.kind === 'fact') return term.name;
	if (term.kind === 'metric') return `${term.name}(${quote(term.metric)})`;
	return term.kind === 'text' ? quote(term.value) : String(term.value);
}

function quote(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}
