/** What the quickstart says of its data: every departure from New York in 2013, known at departure. */
export const PROJECT = { org: 'interlock', name: 'NYC flights', slug: 'nyc-flights' };
export const DATASET = 'nyc-flights';
export const MODEL = 'arrival-delay';
export const ENDPOINT = 'arrival-delay';
export const TEMPLATE = 'nyc-flights';
export const PLACE = `/projects/${PROJECT.org}/${PROJECT.slug}`;
export const ENDPOINT_PATH = `${PROJECT.org}/${PROJECT.slug}/${ENDPOINT}`;

const number = (name: string, min: number, max: number, notNull = true) => ({ name, type: 'number', notNull, min, max });
const text = (name: string) => ({ name, type: 'text', notNull: true });

/** What every month promises; a file that breaks a promise is refused. */
export const EXPECTATIONS = {
	rowCount: { min: 1000, max: 100_000 },
	uniqueKey: ['flight_id'],
	columns: [
		text('flight_id'),
		text('scheduled_at'),
		text('day'),
		text('carrier'),
		text('dest'),
		{ name: 'origin', type: 'text', notNull: true, allowed: ['EWR', 'JFK', 'LGA'] },
		number('hour', 0, 23),
		number('weekday', 0, 6),
		number('distance', 0, 6000),
		number('scheduled_minutes', 0, 1440),
		number('dep_delay', -120, 3000),
		number('arr_delay', -200, 3000),
		number('temp', -30, 120, false),
		number('wind_speed', 0, 1200, false),
		number('precip', 0, 20, false),
		number('visib', 0, 20, false),
		number('humid', 0, 101, false),
	],
	noOtherColumns: true,
};

export const ENDPOINT_BODY = {
	name: ENDPOINT,
	environment: 'production',
	model: MODEL,
	config: {
		task: 'regression',
		target: 'arr_delay',
		unit: 'minutes',
		blockColumn: 'day',
		sliceColumns: ['carrier', 'origin'],
		naiveColumn: 'dep_delay',
		eventTimeColumn: 'scheduled_at',
		keyColumn: 'flight_id',
	},
	retrain: { template: TEMPLATE, parameters: {}, dataset: DATASET, periodsBefore: 2, serviceAccount: 'retrainer' },
};
