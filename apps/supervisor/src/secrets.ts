import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatToken, type TokenKind } from '@interlock/domain/access';

/** What this instance keeps to itself. Nothing here has a default: each is made at the first start. */
export interface Secrets {
	nextauthSecret: string;
	tokenPepper: string;
	/** Token of the agent on this host. */
	agentToken: string;
	/** Token of the inference server on this host. */
	servingToken: string;
	/** Token with which the quickstart reports its steps. */
	quickstartToken: string;
	/** Tokens of the two people that the quickstart acts as. */
	quickstartAuthorToken: string;
	quickstartReviewerToken: string;
	/** The administrator's token of the command line on this host. */
	operatorToken: string;
	/** Signs checkpoints of the audit log: an Ed25519 key, base64url of its 32 bytes. */
	checkpointKey: string;
}

/** Reads `secrets.json` of a home folder, makes what is missing in it, and keeps it readable by its owner only. */
export function loadSecrets(home: string): Secrets {
	const file = join(home, 'secrets.json');
	const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
	const secrets: Secrets = {
		nextauthSecret: known.nextauthSecret ?? randomBytes(32).toString('base64url'),
		tokenPepper: known.tokenPepper ?? randomBytes(32).toString('base64url'),
		agentToken: known.agentToken ?? newToken('wrk'),
		servingToken: known.servingToken ?? newToken('dep'),
		quickstartToken: known.quickstartToken ?? newToken('svc'),
		quickstartAuthorToken: known.quickstartAuthorToken ?? newToken('pat'),
		quickstartReviewerToken: known.quickstartReviewerToken ?? newToken('pat'),
		operatorToken: known.operatorToken ?? newToken('pat'),
		checkpointKey: known.checkpointKey ?? randomBytes(32).toString('base64url'),
	};
	if (Object.keys(secrets).every((name) => name in known)) {
		chmodSync(file, 0o600);
		return secrets;
	}
	writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, '\t')}\n`, { mode: 0o600 });
	renameSync(`${file}.new`, file);
	return secrets;
}

function newToken(kind: TokenKind): string {
	return formatToken(kind, randomBytes(6), randomBytes(32));
}
