import { DomainError, parseInput } from '@interlock/domain/error';
import { parse } from 'yaml';
import { z } from 'zod';

// MLflow's project file (mlflow/projects/_project_spec.py): a parameter is `name: type` or `name: {type, default}`.
// `int` is ours: MLflow passes on types that it doesn't know.

const PARAMETER_TYPES = ['string', 'int', 'float', 'path', 'uri'] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

export interface TemplateParameter {
	name: string;
	type: ParameterType;
	/** Null when a value must be given. */
	default: string | null;
}

export interface EntryPoint {
	name: string;
	/** As written, with `{parameter}` where a value goes. */
	command: string;
	parameters: TemplateParameter[];
}

export interface Mlproject {
	name: string;
	entryPoints: Record<string, EntryPoint>;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
const type = z.enum(PARAMETER_TYPES);
const value = z.union([z.string(), z.number(), z.boolean()]);
const parameter = z.union([type, z.strictObject({ type: type.default('string'), default: value.nullish() })]);
const mlproject = z.object({
	name: z.string().min(1).max(200),
	python_env: z.literal('python_env.yaml', 'must be python_env.yaml: conda and docker environments are not run here'),
	entry_points: z.record(
		z.string().regex(NAME),
		z.object({ parameters: z.record(z.string().regex(NAME), parameter).default({}), command: z.string().min(1).max(4000) }),
	),
});

/** Reads an MLproject file. Throws DomainError `invalid` that names the field. */
export function parseMlproject(text: string): Mlproject {
	const project = parseInput(mlproject, readYaml(text));
	const entryPoints = Object.entries(project.entry_points).map(([name, { command, parameters }]): [string, EntryPoint] => [
		name,
		{
			name,
			command,
			parameters: Object.entries(parameters).map(([parameterName, given]) => ({
				name: parameterName,
				type: typeof given === 'string' ? given : given.type,
				default: typeof given === 'string' || given.default == null ? null : String(given.default),
			})),
		},
	]);
	if (!('main' in project.entry_points)) throw new DomainError('invalid', 'MLproject: entry_points must have main', { field: 'entry_points' });
	return { name: project.name, entryPoints: Object.fromEntries(entryPoints) };
}

function readYaml(text: string): unknown {
	try {
		return parse(text, { maxAliasCount: 0 });
	} catch {
		throw new DomainError('invalid', 'MLproject: is not readable as YAML', { field: 'MLproject' });
	}
}
