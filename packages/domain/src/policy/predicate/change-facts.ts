// The facts a policy's condition may name: closed, typed, each with what it means. A fact that isn't known yet, such as a metric
// before the evaluation, is null: the condition that needs it can't be told, and its requirement is asked.

export type FactType = 'number' | 'text' | 'flag' | 'list';

export const FACTS = {
	environment: { type: 'text', meaning: "the endpoint's environment" },
	endpoint: { type: 'text', meaning: 'the endpoint it is proposed for' },
	model: { type: 'text', meaning: "the registered model's name" },
	origin: { type: 'text', meaning: '"person" or "retrain"' },
	author: { type: 'text', meaning: 'who opened it, by name' },
	title: { type: 'text', meaning: "the change's title" },
	template: { type: 'text', meaning: 'the project template it was trained from' },
	risk_tier: { type: 'text', meaning: 'the risk tier that the policy gives the model' },
	unit: { type: 'text', meaning: 'the unit the endpoint answers in' },
	traffic_pct: { type: 'number', meaning: 'the largest share of traffic moved by one step of the rollout, in %' },
	first_step_pct: { type: 'number', meaning: 'the share of traffic of the first step that answers, in %' },
	rollout_steps: { type: 'number', meaning: 'steps of the rollout' },
	version: { type: 'number', meaning: "the candidate's version" },
	base_version: { type: 'number', meaning: "the champion's version" },
	revision: { type: 'number', meaning: 'the number of the newest revision' },
	contributors: { type: 'number', meaning: 'how many people contributed' },
	files: { type: 'number', meaning: "files of the candidate's version" },
	size_bytes: { type: 'number', meaning: 'their size in bytes' },
	rows: { type: 'number', meaning: 'held-out rows compared on' },
	blocks: { type: 'number', meaning: 'blocks the comparison resamples' },
	worst_slice_delta: { type: 'number', meaning: 'the largest difference of the error over judged slices; above zero is worse' },
	slices_worse: { type: 'number', meaning: 'judged slices shown to be worse' },
	interval_low: { type: 'number', meaning: "the lower end of the difference's interval" },
	interval_high: { type: 'number', meaning: "the upper end of the difference's interval" },
	'gates.passed': { type: 'number', meaning: 'gates that passed' },
	'gates.failed': { type: 'number', meaning: 'gates that failed' },
	'gates.inconclusive': { type: 'number', meaning: 'gates that are inconclusive' },
	'gates.waived': { type: 'number', meaning: 'gates that are waived' },
	first_version: { type: 'flag', meaning: 'the endpoint runs nothing yet' },
	by_machine: { type: 'flag', meaning: 'opened by a service account or a process' },
	evaluated: { type: 'flag', meaning: 'the newest revision is evaluated' },
	shown_better: { type: 'flag', meaning: 'the whole interval is below zero' },
	'changed.data': { type: 'flag', meaning: 'trained on other data than the champion' },
	'changed.code': { type: 'flag', meaning: 'trained by other code' },
	'changed.environment': { type: 'flag', meaning: 'trained with other packages' },
	'changed.parameters': { type: 'flag', meaning: 'trained with other parameters' },
	'changed.signature': { type: 'flag', meaning: 'takes or gives other columns' },
	changed_paths: { type: 'list', meaning: 'what differs, as paths: data/…, code/…, environment/…, parameters/…, features/…, metrics/…, serving/…' },
	datasets: { type: 'list', meaning: 'names of the datasets it was trained on' },
} as const satisfies Record<string, { type: FactType; meaning: string }>;

export type FactName = keyof typeof FACTS;

/** What takes a metric's name in parentheses. */
export const METRIC_FACTS = {
	metric: "the candidate's value of a metric on the held-out data",
	metric_delta: "the candidate's value minus the champion's",
} as const;
export type MetricFact = keyof typeof METRIC_FACTS;

interface ValueOf {
	number: number;
	text: string;
	flag: boolean;
	list: readonly string[];
}

/** Every fact, as it is now; null = not known. */
export type ChangeFacts = { [name in FactName]: ValueOf[(typeof FACTS)[name]['type']] | null } & Record<MetricFact, Readonly<Record<string, number>>>;

/** Nothing is known. */
export const UNKNOWN_FACTS = {
	...Object.fromEntries(Object.keys(FACTS).map((name) => [name, null])),
	metric: {},
	metric_delta: {},
} as ChangeFacts;
