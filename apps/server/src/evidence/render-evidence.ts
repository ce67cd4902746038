import { type AuditEntry, tellEntry } from '@interlock/domain/audit';
import type { Evidence, EvidencePack } from '@interlock/services/change';

/** The evidence pack as a page that needs nothing else, to be read and printed. Every value is escaped. */
export function renderEvidence({ pack, digest }: Evidence): string {
	const { change, subject, policy } = pack;
	const title = `Evidence of change #${change.number}, ${pack.org}/${pack.project}`;
	const parts = [
		section(
			'What was asked',
			facts([
				['Change', `#${change.number} ${change.title}`],
				['State', change.closedReason ? `${change.state}: ${change.closedReason}` : change.state],
				['Opened', `${stamp(change.createdAtMs)} by ${change.author.name}`],
				['Endpoint', `${change.target.endpoint} / ${change.target.environment}`],
				['Candidate', `${change.candidate.model} version ${change.candidate.version}`],
				['In place of', change.base ? `${change.base.model} version ${change.base.version}` : 'nothing: a first version'],
				['Held-out data', `${subject.holdout.name} version ${subject.holdout.version}, ${subject.holdout.rows} rows`],
				['Subject', `revision ${subject.revision}, sha256 ${subject.digest}`],
			]),
		),
		section('What the policy asks', `<p>Version ${policy.version}, sha256 ${code(policy.digest)}</p>${list(policy.sentences)}`),
		section(
			'Decision',
			`<p><strong>${html(pack.decision.outcome)}</strong></p>${list([...pack.decision.reasons, ...pack.decision.missing])}${table(['Decided', 'Revision', 'Outcome', 'Because', 'Inputs, sha256'], pack.decisions.map(decisionRow))}`,
		),
		section(
			'Votes',
			table(
				['Who', 'Verdict', 'Revision', 'When', 'Counts'],
				pack.votes.map((vote) => [vote.name, vote.verdict, String(vote.revision), stamp(vote.atMs), vote.counts ? 'yes' : (vote.why ?? 'no')]),
			),
		),
		section(
			'People whose work is in it',
			table(
				['Who', 'Because'],
				pack.contributors.map((one) => [one.name, one.because.join(', ')]),
			),
		),
		section(
			'Gates',
			table(
				['Gate', 'Result', 'What was found'],
				pack.gates.map((gate) => [gate.title, gate.status, gate.waiver ? `${gate.sentence} ${gate.waiver.sentence}` : gate.sentence]),
			),
		),
		section(
			'Timeline',
			table(
				['When', 'Who', 'What'],
				pack.timeline.map((entry) => [stamp(entry.atMs), entry.actor, entry.sentence]),
			),
		),
		section(
			'Audit entries',
			`${table(['Entry', 'When', 'Who', 'Action', 'Decision', 'Proof'], pack.entries.map(entryRow))}<p>Each entry is proven under this checkpoint:</p><pre>${html(pack.note)}</pre>`,
		),
		section('Manifest', `<pre>${html(JSON.stringify(subject.manifest, null, 2))}</pre>`),
		section(
			'Verify',
			`<p>Pack sha256 ${code(digest)}, made ${html(pack.madeAt)} by ${html(pack.madeBy)}. The signed file is verified offline with ${code('interlock audit verify <file>')}; its key is</p><pre>${html(pack.key)}</pre>`,
		),
	];
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${html(title)}</title><style>${STYLE}</style></head><body><main><h1>${html(title)}</h1>${parts.join('')}</main></body></html>\n`;
}

function decisionRow(made: EvidencePack['decisions'][number]): string[] {
	return [stamp(made.decidedAt.getTime()), String(made.revision), made.outcome, [...made.reasons, ...made.missing].join(' '), made.inputsDigest.slice(0, 16)];
}

function entryRow({ n, entry, proof, personal }: EvidencePack['entries'][number]): string[] {
	const told = tellEntry(JSON.parse(entry) as AuditEntry, personal);
	return [String(n), told.at.replace('T', ' ').slice(0, 19), told.actor.name, told.action, told.decision, `${proof.length} hashes`];
}

const section = (heading: string, body: string) => `<section><h2>${html(heading)}</h2>${body}</section>`;
const code = (text: string) => `<code>${html(text)}</code>`;
const list = (items: readonly string[]) => (items.length === 0 ? '<p>Nothing.</p>' : `<ul>${items.map((item) => `<li>${html(item)}</li>`).join('')}</ul>`);
const facts = (pairs: readonly [string, string][]) => `<dl>${pairs.map(([key, value]) => `<dt>${html(key)}</dt><dd>${html(value)}</dd>`).join('')}</dl>`;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
	if (rows.length === 0) return '<p>None.</p>';
	const head = heads.map((cell) => `<th scope="col">${html(cell)}</th>`).join('');
	const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${html(cell)}</td>`).join('')}</tr>`).join('');
	return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function stamp(ms: number): string {
	return `${new Date(ms).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}

function html(text: string): string {
	return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;color:#1a1a18;background:#fff;margin:0}main{max-width:860px;margin:0 auto;padding:32px 24px}
h1{font-size:22px;margin:0 0 16px}h2{font-size:16px;margin:28px 0 8px;border-bottom:1px solid #ccc;padding-bottom:4px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0}dt{color:#5c5c57}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;vertical-align:top;padding:4px 8px 4px 0;border-bottom:1px solid #e2e2de;overflow-wrap:anywhere}
pre,code{font:12px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}pre{background:#f6f6f3;padding:8px 12px}
@media print{main{max-width:none;padding:0}section{break-inside:auto}tr{break-inside:avoid}h2{break-after:avoid}}`;
