import { listTemplates, readTemplate, type TemplateParameter } from '@interlock/templates';

export interface TemplateView {
	name: string;
	codeDigest: string;
	lockDigest: string;
	parameters: TemplateParameter[];
}

/** The templates that come with Interlock, for the form that starts a run. */
export async function listTrainable(): Promise<TemplateView[]> {
	const templates = await Promise.all((await listTemplates()).map(readTemplate));
	return templates.map((t) => ({ name: t.name, codeDigest: t.codeDigest, lockDigest: t.lockDigest, parameters: t.entryPoints.main?.parameters ?? [] }));
}
