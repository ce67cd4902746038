import type { Database } from '@interlock/db';

type Row = Record<string, unknown>;

/** Entries that come with each start or each sweep of the schedule, however often those happen. */
const BY_THE_CLOCK = ['sign-in-link.created', 'monitor.evaluated', 'session.opened', 'session.ended'];

/** Everything a main job leaves in the record, without times and ids, as lines that two jobs can be compared by. */
export async function canonicalState(db: Database): Promise<string[]> {
	const sections: [name: string, rows: Promise<Row[]>][] = [
		['project', db.sql`select p.slug, p.name from project p`],
		[
			'dataset version',
			db.sql`select d.name, v.version, v.digest, v.row_count::int as rows, v.period, v.created_by from dataset_version v join dataset d on d.id = v.dataset_id`,
		],
		['run', db.sql`select name, status, started_by from run`],
		['param', db.sql`select r.name as run, p.key, p.value from run_param p join run r on r.id = p.run_id`],
		['metric point', db.sql`select r.name as run, m.key, m.step::int, m.value from metric_point m join run r on r.id = m.run_id where m.key <> 'fit_seconds'`],
		['run input', db.sql`select r.name as run, i.name, i.digest, i.tags from run_input i join run r on r.id = i.run_id`],
		[
			'training',
			db.sql`select r.name as run, t.template, t.code_digest, t.lock_digest, t.state, t.parameters, t.model_name from training t join run r on r.id = t.run_id`,
		],
		['attempt', db.sql`select r.name as run, a.number, a.state, a.spawned, a.exit_code from attempt a join run r on r.id = a.run_id`],
		[
			'model version',
			db.sql`select m.name, v.version, v.data_digest, v.flavors, v.lineage -> 'parameters' as parameters, v.signature, v.created_by from model_version v join registered_model m on m.id = v.model_id`,
		],
		['alias', db.sql`select m.name, a.alias, a.version from model_alias a join registered_model m on m.id = a.model_id`],
		[
			'endpoint',
			db.sql`select e.name, c.version as champion, p.version as previous, e.held_reason from endpoint e left join model_version c on c.id = e.champion_version_id left join model_version p on p.id = e.previous_version_id`,
		],
		['change', db.sql`select number, title, state, origin, author, revision, closed_reason from change`],
		[
			'revision',
			db.sql`select c.number as change, r.number, r.evaluation, r.comparison -> 'report' as report, r.comparison -> 'parity' as parity from revision r join change c on c.id = r.change_id`,
		],
		['gate', db.sql`select c.number as change, g.revision, g.gate, g.status, g.sentence from gate_result g join change c on c.id = g.change_id`],
		['review', db.sql`select c.number as change, r.revision, r.reviewer, r.role, r.verdict, r.body from review r join change c on c.id = r.change_id`],
		[
			'contributor',
			db.sql`select c.number as change, p.name, k.because from contributor k join change c on c.id = k.change_id join person p on p.id = k.user_id`,
		],
		[
			'rollout',
			db.sql`select o.state, f.version as from_version, t.version as to_version, o.step_index from rollout o left join model_version f on f.id = o.from_version_id join model_version t on t.id = o.to_version_id`,
		],
		['rollout step', db.sql`select s.index, s.name, s.weight, s.shadow, s.state from rollout_step s`],
		[
			'route',
			db.sql`select e.name, jsonb_path_query_array(r.entries, '$[*].weight') as weights, jsonb_path_query_array(r.entries, '$[*].role') as roles from route r join endpoint e on e.id = r.endpoint_id`,
		],
		['audit', db.sql`select action, decision, actor, count(*)::int as entries from audit_log where not (action = any(${BY_THE_CLOCK})) group by 1, 2, 3`],
		[
			'retrain trigger',
			db.sql`select t.window, t.kind, t.state, r.name as run, c.number as change from retrain_trigger t left join run r on r.id = t.run_id left join change c on c.id = t.change_id`,
		],
		['waiting command', db.sql`select process, kind from process_command`],
	];
	const lines: string[] = [];
	for (const [name, rows] of sections) {
		for (const row of await rows) lines.push(`${name}: ${JSON.stringify(row, sortedKeys)}`);
	}
	return lines.sort();
}

/** Keys in one order at every depth. */
function sortedKeys(_key: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
