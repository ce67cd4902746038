/*
 * Rules. Base is what callers of the endpoint speak today; head must understand every request that base understands,
 * and give answers of the same kind.
 * An input that base takes must still be taken: serving refuses columns it doesn't know.
 * An input that only head has must be optional, and one that base leaves optional must not become required.
 * An input's type may widen (integer to long or double, long to double, float to double, whole numbers to float is not
 * wide enough) and not narrow. Tensors keep their dtype, and their shape up to lengths that become free (-1).
 * Outputs keep their number and, in order, their kind: numbers stay numbers, text stays text. Names may change.
 * A parameter that base takes must still be taken with the same type and shape; a new one has a default already in MLflow.
 * Without a base there is nothing to be compatible with. A head without inputs can't be judged and is incompatible.
 */
import { z } from 'zod';
import { describeType, type ModelSignature, type ScalarType, type SignatureField, type SignatureParam } from './model-signature.ts';

export const signatureChangeSchema = z.object({
	part: z.enum(['input', 'output', 'param']),
	name: z.string(),
	/** As written on pages; null where the side doesn't have it. */
	base: z.string().nullable(),
	head: z.string().nullable(),
	compatible: z.boolean(),
	sentence: z.string(),
});
export type SignatureChange = z.infer<typeof signatureChangeSchema>;

/** `changes`: everything that differs, what breaks callers first. */
export const signatureComparisonSchema = z.object({
	compatible: z.boolean(),
	sentence: z.string(),
	changes: z.array(signatureChangeSchema),
});
export type SignatureComparison = z.infer<typeof signatureComparisonSchema>;

/** Judges whether callers of `base` (null: none yet) can go on unchanged with `head` (null: the model carries none). */
export function compareSignatures(base: ModelSignature | null, head: ModelSignature | null): SignatureComparison {
	if (head === null || head.inputs.length === 0) {
		return {
			compatible: false,
			sentence: 'The candidate carries no signature, so its inputs are unknown.',
			changes: [],
		};
	}
	if (base === null) {
		return {
			compatible: true,
			sentence: 'No version is served yet, so there is no caller to be compatible with.',
			changes: [],
		};
	}
	const changes = [...compareInputs(base.inputs, head.inputs), ...compareOutputs(base.outputs, head.outputs), ...compareParams(base.params, head.params)].sort(
		(a, b) => Number(a.compatible) - Number(b.compatible),
	);
	const broken = changes.filter((change) => !change.compatible);
	return { compatible: broken.length === 0, sentence: summarize(changes, broken), changes };
}

function compareInputs(base: readonly SignatureField[], head: readonly SignatureField[]): SignatureChange[] {
	const headByName = new Map(head.map((field, index) => [nameOf(field, index), field]));
	const baseByName = new Map(base.map((field, index) => [nameOf(field, index), field]));
	const kept = [...baseByName].flatMap(([name, field]) => compareInput(name, field, headByName.get(name)));
	const added = [...headByName].flatMap(([name, field]) => {
		if (baseByName.has(name)) return [];
		const sentence = field.required ? `input "${name}" is new and required, callers don't send it` : `input "${name}" is new and optional`;
		return [change('input', name, null, describe(field), !field.required, sentence)];
	});
	return [...kept, ...added];
}

function compareInput(name: string, base: SignatureField, head: SignatureField | undefined): SignatureChange[] {
	if (head === undefined) {
		return [change('input', name, describe(base), null, false, `input "${name}" was removed, callers that send it would be refused`)];
	}
	const changes: SignatureChange[] = [];
	if (describeExactly(base) !== describeExactly(head)) {
		const compatible = takesAll(base, head);
		const verdict = compatible ? 'takes all of it' : 'does not take all of it';
		const sentence = `input "${name}" was ${describeType(base)}, ${describeType(head)} ${verdict}`;
		changes.push(change('input', name, describe(base), describe(head), compatible, sentence));
	}
	if (base.required !== head.required) {
		const sentence = head.required ? `input "${name}" became required` : `input "${name}" became optional`;
		changes.push(change('input', name, describe(base), describe(head), !head.required, sentence));
	}
	return changes;
}

function compareOutputs(base: readonly SignatureField[], head: readonly SignatureField[]): SignatureChange[] {
	if (base.length !== head.length) {
		const sentence = `the answer had ${base.length} outputs and has ${head.length}`;
		return [change('output', '', `${base.length} outputs`, `${head.length} outputs`, false, sentence)];
	}
	return base.flatMap((before, index) => {
		const after = head[index];
		if (after === undefined) return [];
		const name = nameOf(after, index);
		if (describeExactly(before) !== describeExactly(after)) {
			const compatible = before.kind === 'scalar' && after.kind === 'scalar' && jsonKind(before.type) === jsonKind(after.type);
			const sentence = `output "${name}" was ${describeType(before)} and is ${describeType(after)}`;
			return [change('output', name, describe(before), describe(after), compatible, sentence)];
		}
		if (before.name === after.name) return [];
		const sentence = `output "${nameOf(before, index)}" is now called "${name}"`;
		return [change('output', name, nameOf(before, index), name, true, sentence)];
	});
}

function compareParams(base: readonly SignatureParam[], head: readonly SignatureParam[]): SignatureChange[] {
	const headByName = new Map(head.map((param) => [param.name, param]));
	const baseNames = new Set(base.map((param) => param.name));
	const kept = base.flatMap((before) => {
		const after = headByName.get(before.name);
		if (after === undefined) {
			return [change('param', before.name, paramType(before), null, false, `parameter "${before.name}" was removed`)];
		}
		if (paramType(before) !== paramType(after)) {
			const sentence = `parameter "${before.name}" was ${paramType(before)} and is ${paramType(after)}`;
			return [change('param', before.name, paramType(before), paramType(after), false, sentence)];
		}
		if (JSON.stringify(before.default) === JSON.stringify(after.default)) return [];
		const [from, to] = [JSON.stringify(before.default), JSON.stringify(after.default)];
		return [change('param', before.name, from, to, true, `parameter "${before.name}" has the default ${to}, was ${from}`)];
	});
	const added = head
		.filter((param) => !baseNames.has(param.name))
		.map((param) => change('param', param.name, null, paramType(param), true, `parameter "${param.name}" is new`));
	return [...kept, ...added];
}

/** Types that take every value of the key without loss: a float can't hold every integer. */
const WIDER: Partial<Record<ScalarType, readonly ScalarType[]>> = {
	integer: ['long', 'double'],
	long: ['double'],
	float: ['double'],
};

function takesAll(base: SignatureField, head: SignatureField): boolean {
	if (base.kind === 'scalar' && head.kind === 'scalar') return WIDER[base.type]?.includes(head.type) ?? false;
	if (base.kind === 'tensor' && head.kind === 'tensor') {
		const fits = head.shape.every((length, axis) => length === -1 || length === base.shape[axis]);
		return base.dtype === head.dtype && base.shape.length === head.shape.length && fits;
	}
	return false;
}

function jsonKind(type: ScalarType): 'number' | 'text' | 'boolean' {
	if (type === 'boolean') return 'boolean';
	return type === 'string' || type === 'binary' || type === 'datetime' ? 'text' : 'number';
}

function summarize(changes: readonly SignatureChange[], broken: readonly SignatureChange[]): string {
	if (changes.length === 0) return 'The candidate takes and gives exactly what the champion does.';
	if (broken.length === 0) return `Callers can go on unchanged: ${changes.map((found) => found.sentence).join('; ')}.`;
	return `Callers would break: ${broken.map((found) => found.sentence).join('; ')}.`;
}

function change(part: SignatureChange['part'], name: string, base: string | null, head: string | null, compatible: boolean, sentence: string): SignatureChange {
	return { part, name, base, head, compatible, sentence };
}

function nameOf(field: SignatureField, index: number): string {
	return field.name ?? String(index);
}

function describe(field: SignatureField): string {
	return field.required ? describeType(field) : `${describeType(field)}, optional`;
}

function describeExactly(field: SignatureField): string {
	return field.kind === 'nested' ? field.spec : describeType(field);
}

function paramType(param: SignatureParam): string {
	return param.shape === null ? param.type : `${param.type} (${param.shape.join(', ')})`;
}
