export { entryPointCommand } from './entry-point-command.ts';
export { listTemplates } from './list-templates.ts';
export { type EntryPoint, type Mlproject, type ParameterType, parseMlproject, type TemplateParameter } from './parse-mlproject.ts';
export { readTemplate, readTemplateFolder, type Template, type TemplateFile } from './read-template.ts';
export { resolveParameters } from './resolve-parameters.ts';
export { ENVIRONMENT_BUILDER } from './templates-folder.ts';
