import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { command } from '../command.ts';

interface Issuer {
	name: string;
	fingerprint: string;
	revokedAtMs: number | null;
}

export const checkCommand = new Command('check')
	.description('Checks that are made outside, signed')
	.addCommand(
		command('keygen', 'Make an Ed25519 key pair: <file> and <file>.pub', async ({ print }, [file = '']) => {
			const { privateKey, publicKey } = generateKeyPairSync('ed25519');
			await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
			await writeFile(`${file}.pub`, publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
			print({ privateKey: file, publicKey: `${file}.pub` }, (made) => `${made.privateKey}\n${made.publicKey}`);
		}).argument('<file>', 'where the private key is written; it must not be there yet'),
	)
	.addCommand(
		command('add-issuer', 'Register the public key of an issuer', async ({ rest, projectPath, print }, [name = '', file = '']) => {
			const body = { name, publicKey: await readFile(file, 'utf8') };
			print(await rest.post<{ fingerprint: string }>(`${projectPath()}/issuers`, body), ({ fingerprint }) => `${name} ${fingerprint}`);
		})
			.argument('<name>', 'the name that a policy asks for')
			.argument('<file>', 'its Ed25519 public key as PEM'),
	)
	.addCommand(
		command('issuers', 'Issuers whose keys are registered', async ({ rest, projectPath, print }) => {
			print(await rest.get<{ issuers: Issuer[] }>(`${projectPath()}/issuers`), ({ issuers }) =>
				issuers.map((issuer) => `${issuer.name} ${issuer.fingerprint}${issuer.revokedAtMs === null ? '' : ' revoked'}`).join('\n'),
			);
		}),
	)
	.addCommand(
		command('revoke-issuer', "Revoke an issuer's key", async ({ rest, projectPath, print }, [name = '']) => {
			const path = `${projectPath()}/issuers/${encodeURIComponent(name)}/revoke`;
			print(await rest.post<{ changes: number }>(path), ({ changes }) => `${name} is revoked; ${changes} open changes wait for a new check`);
		}).argument('<name>', 'the issuer'),
	)
	.addCommand(
		command('post', 'Sign a check of the newest revision and post it', async ({ rest, projectPath, print }, [number = '', check = ''], options) => {
			const [, , org, project] = projectPath().split('/');
			const at = `${projectPath()}/changes/${number}`;
			const subject = options.digest ?? (await rest.get<{ revision: { digest: string } }>(at)).revision.digest;
			const statement = {
				check,
				subject,
				status: options.status,
				summary: options.summary,
				detailsUrl: options.details ?? null,
				issuedAt: new Date().toISOString(),
			};
			const signature = signStatement({ v: 1, org, project, change: Number(number), ...statement }, await readFile(String(options.key), 'utf8'));
			print(
				await rest.post<{ id: string; rolloutId: string | null }>(`${at}/checks`, { ...statement, signature }),
				({ rolloutId }) => `${check} of #${number}: ${options.status}${rolloutId ? '; the rollout starts' : ''}`,
			);
		})
			.argument('<number>', 'number of the change')
			.argument('<check>', 'id of the check, as the policy names it')
			.addOption(new Option('-s, --status <status>', 'what was found').choices(['running', 'passed', 'failed', 'inconclusive']).makeOptionMandatory())
			.requiredOption('-m, --summary <text>', 'what was found, with its figures')
			.requiredOption('-k, --key <file>', 'Ed25519 private key as PEM')
			.option('--details <url>', 'where the details are')
			.option('--digest <sha256>', 'the revision that was checked; the present one unless given'),
	);

/** Ed25519 over the canonical JSON (RFC 8785: sorted keys, no space) of a flat object, base64. */
export function signStatement(body: Record<string, unknown>, privateKeyPem: string): string {
	const sorted = Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)));
	return sign(null, Buffer.from(JSON.stringify(sorted)), createPrivateKey(privateKeyPem)).toString('base64');
}
