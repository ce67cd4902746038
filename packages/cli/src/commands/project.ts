import { Command } from 'commander';
import { command } from '../command.ts';

interface Project {
	org: string;
	slug: string;
	trackingUri: string;
}

export const projectCommand = new Command('project')
	.description('Projects')
	.addCommand(
		command('create', 'Create a project', async ({ rest, print }, [name = '']) => {
			print(await rest.post<Project>('/projects', { name }), (p) => `${p.org}/${p.slug}\nMLFLOW_TRACKING_URI=${p.trackingUri}`);
		}).argument('<name>', 'its name; the slug is made of it'),
	)
	.addCommand(
		command('add-environment', 'Make an environment, with a default policy of its own', async ({ rest, projectPath, print }, [name = '']) => {
			print(await rest.post<{ name: string }>(`${projectPath()}/environments`, { name }), (made) => `${made.name}: made`);
		}).argument('<name>', 'such as canary-eu'),
	)
	.addCommand(
		command('list', 'List projects', async ({ rest, print }) => {
			print(await rest.get<{ projects: Project[] }>('/projects'), ({ projects }) => projects.map((p) => `${p.org}/${p.slug}`).join('\n'));
		}),
	);
