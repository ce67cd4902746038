import type { Permit } from '@interlock/ui/review';
import type { Outputs } from '../../api/outputs.ts';
import type { ModelDetail, ModelRow, ModelVersionView, SignatureField } from './types.ts';

type View = Outputs['model']['get'];
type Version = View['versions'][number];
type Field = NonNullable<Version['signature']>['inputs'][number];

export function modelRowOf(model: Outputs['model']['list'][number]): ModelRow {
	return {
		name: model.name,
		description: model.description,
		versions: model.versions,
		latest: model.latest && { version: model.latest.version, createdAtMs: model.latest.createdAtMs, createdBy: model.latest.createdBy },
		serving: model.serving.map(({ endpoint, environment, role, version }) => ({ endpoint, environment, role, version })),
	};
}

/** A model's page from what the API answers; `endpoints`: those of the project. */
export function modelOf(view: View, endpoints: Outputs['deployment']['list'], selected: number | null, mayPropose: Permit, nowMs: number): ModelDetail {
	return {
		name: view.name,
		description: view.description,
		versions: view.versions.map(versionOf),
		selected,
		mayPropose,
		endpoints: endpoints.filter((endpoint) => endpoint.model === view.name).map(({ name, environment }) => ({ name, environment })),
		nowMs,
	};
}

function versionOf(version: Version): ModelVersionView {
	const { lineage, signature } = version;
	return {
		version: version.version,
		description: version.description,
		createdAtMs: version.createdAtMs,
		createdBy: version.createdBy,
		run: version.runId ? { id: version.runId, name: version.runName ?? version.runId.slice(0, 8) } : null,
		aliases: version.aliases,
		flavors: version.flavors,
		filesDigest: version.filesDigest,
		dataDigest: version.dataDigest,
		files: version.files,
		signature: signature && { inputs: (signature.inputs ?? []).map(fieldOf), outputs: (signature.outputs ?? []).map(fieldOf) },
		serving: version.serving.map(({ endpoint, environment, role }) => ({ endpoint, environment, role })),
		changes: version.changes,
		lineage: {
			template: lineage.template,
			codeDigest: lineage.codeDigest,
			lockDigest: lineage.lockDigest,
			datasets: lineage.datasets.map(({ name, version: number, digest, role }) => ({ name, version: number, digest, role })),
			parameters: lineage.parameters,
		},
	};
}

function fieldOf(field: Field): SignatureField {
	return { name: field.name ?? '', type: field.type, required: field.required ?? true };
}
