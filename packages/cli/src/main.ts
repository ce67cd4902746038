import { Command } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { changeCommand } from './commands/change.ts';
import { checkCommand } from './commands/check.ts';
import { datasetCommand } from './commands/dataset.ts';
import { endpointCommand } from './commands/endpoint.ts';
import { inboxCommand } from './commands/inbox.ts';
import { processesCommand, statusCommand } from './commands/instance.ts';
import { labelsCommand } from './commands/labels.ts';
import { policyCommand } from './commands/policy.ts';
import { projectCommand } from './commands/project.ts';
import { recallCommand } from './commands/recall.ts';
import { runCommand } from './commands/run.ts';
import { suiteCommand } from './commands/suite.ts';
import { tokenCommand } from './commands/token.ts';
import { RestError } from './rest.ts';

const program = new Command('interlock').description('Pull requests for models, from the command line. Speaks the REST API only.');
for (const part of [
	statusCommand,
	inboxCommand,
	projectCommand,
	datasetCommand,
	runCommand,
	changeCommand,
	recallCommand,
	checkCommand,
	endpointCommand,
	policyCommand,
	labelsCommand,
	suiteCommand,
	tokenCommand,
	auditCommand,
	processesCommand,
])
	program.addCommand(part);

try {
	await program.parseAsync();
} catch (error) {
	const json = process.argv.includes('--json');
	if (error instanceof RestError && json) process.stdout.write(`${JSON.stringify(error.problem, null, 2)}\n`);
	else process.stderr.write(`interlock: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
