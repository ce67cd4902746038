import { ENDPOINT, MODEL, PROJECT, quickstartStep, UNTIL } from './quickstart.ts';
import type { Subjects } from './pages.ts';
import { call, until } from './rest.ts';
import { stackFacts } from './stack-facts.ts';

interface Change {
	number: number;
	state: string;
	revision: { number: number; digest: string; evaluation: string };
	gates: { gate: string; title: string; status: string }[];
}

/** A change of the shared project as it stands. */
export function changeOf(number: number): Promise<Change> {
	return call<Change>(stackFacts().secrets.quickstartAuthorToken, 'GET', `${PROJECT.rest}/changes/${number}`);
}

/** Waits until a revision of a change has its evidence. */
export async function evaluated(number: number, revision: number): Promise<void> {
	await until(`the evidence of change #${number}`, async () => {
		const now = await changeOf(number);
		return now.revision.number === revision && now.revision.evaluation === 'finished' ? true : undefined;
	});
}

/** Finds what the pages are about in the shared project, and proposes a change if none is open. */
export async function findSubjects(): Promise<Subjects> {
	const trained = await quickstartStep('train on January');
	await quickstartStep(UNTIL);
	const { operatorToken } = stackFacts().secrets;
	const { changes } = await call<{ changes: Change[] }>(operatorToken, 'GET', `${PROJECT.rest}/changes?state=all`);
	const { rows } = await call<{ rows: { n: number }[] }>(operatorToken, 'GET', '/orgs/interlock/audit?q=change.opened&limit=1');
	return {
		run: String(trained.figures.run),
		open: changes.find((change) => change.state === 'in-review')?.number ?? (await proposeAgain()),
		applied: changes.find((change) => change.state === 'applied')?.number ?? 0,
		entry: rows[0]?.n ?? 0,
		proposal: await proposeEdit(),
	};
}

interface Policy {
	current: { version: number; document: { expiry: { approvalMs: number } } };
	proposals: { id: string }[];
	/** Whether an edit would be a proposal. */
	edit: { proposes: boolean };
}

/** The newest proposed edit of production's policy, or one that lets approvals stand for a day less. It needs a second administrator. */
async function proposeEdit(): Promise<string> {
	const { operatorToken } = stackFacts().secrets;
	const path = `${PROJECT.rest}/policies/production`;
	const { current, proposals, edit } = await call<Policy>(operatorToken, 'GET', path);
	if (proposals[0] || !edit.proposes) return proposals[0]?.id ?? '';
	const { expiry } = current.document;
	const document = { ...current.document, expiry: { ...expiry, approvalMs: expiry.approvalMs - 86_400_000 } };
	const saved = await call<{ proposal: { id: string } | null }>(operatorToken, 'PUT', path, {
		baseVersion: current.version,
		document,
		reason: 'What was approved is rolled out sooner.',
	});
	return saved.proposal?.id ?? '';
}

/** Proposes the newest version of the model once more and waits for its evidence. Returns the change's number. */
async function proposeAgain(): Promise<number> {
	const number = await proposeChange('Once more, for a second look');
	await evaluated(number, 1);
	return number;
}

/** Registers the served version again, as the quickstart's author. Returns the new version's number. */
export async function registerAgain(): Promise<number> {
	const { url, secrets } = stackFacts();
	const answer = await fetch(`${url}/mlflow${PROJECT.path}/api/2.0/mlflow/model-versions/create`, {
		method: 'POST',
		headers: { authorization: `Bearer ${secrets.quickstartAuthorToken}`, 'content-type': 'application/json' },
		body: JSON.stringify({ name: MODEL, source: `models:/${MODEL}/1` }),
	});
	if (!answer.ok) throw new Error(`registering ${MODEL} again answered ${answer.status}: ${await answer.text()}`);
	const { model_version: made } = (await answer.json()) as { model_version: { version: string } };
	return Number(made.version);
}

/** Registers the served version again until there are so many: one serves, the others can be proposed. */
export async function haveVersions(count: number): Promise<void> {
	const { versions } = await call<{ versions: object[] }>(stackFacts().secrets.quickstartAuthorToken, 'GET', `${PROJECT.rest}/models/${MODEL}`);
	for (let have = versions.length; have < count; have++) await registerAgain();
}

/** Opens a change for the newest version of the model, as the quickstart's author, and closes another one for it. Returns its number. */
export async function proposeChange(title: string): Promise<number> {
	const token = stackFacts().secrets.quickstartAuthorToken;
	const { versions } = await call<{ versions: { version: number }[] }>(token, 'GET', `${PROJECT.rest}/models/${MODEL}`);
	const version = Math.max(...versions.map((v) => v.version));
	const { changes } = await call<{ changes: (Change & { version: number })[] }>(token, 'GET', `${PROJECT.rest}/changes`);
	for (const other of changes.filter((change) => change.state === 'in-review' && change.version === version)) {
		await call(stackFacts().secrets.quickstartReviewerToken, 'POST', `${PROJECT.rest}/changes/${other.number}/close`, {
			reason: 'Another change proposes the same.',
		});
	}
	const body = {
		endpoint: ENDPOINT,
		version,
		holdout: { dataset: 'nyc-flights', version: 2 },
		title,
		description: 'The **same** bytes; nothing else changed.',
	};
	return (await call<{ number: number }>(token, 'POST', `${PROJECT.rest}/changes`, body)).number;
}
