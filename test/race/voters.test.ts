import { connectDatabase, type Database } from '@interlock/db';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { testDatabaseWithUrl } from '@interlock/testkit';
import { checkRound } from './check-round.ts';
import { raceRuns } from './env.ts';
import { withoutLocks, withoutLooking } from './planted-bugs.ts';
import { VOTERS, voteAtOnce } from './workload.ts';

// A few rounds in `npm test`; 200 with `npm run race`.
const RUNS = raceRuns();
const say = (line: string) => process.stdout.write(`  ${line}\n`);

async function database(): Promise<Database> {
	const { url } = await testDatabaseWithUrl();
	return connectDatabase(url, { max: VOTERS, name: 'race' });
}

/** Rounds until one is found out, or all of them: what the checker said of each. */
async function play(db: Database, runs: number, firstSeed = 1): Promise<{ findings: string[]; accepted: number; refused: number; rollouts: number }> {
	const sum = { findings: [] as string[], accepted: 0, refused: 0, rollouts: 0 };
	for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
		const round = await voteAtOnce(db, seed);
		sum.findings.push(...(await checkRound(round)).map((finding) => `round ${seed}: ${finding}`));
		sum.accepted += round.calls.filter((call) => call.accepted).length;
		sum.refused += round.calls.filter((call) => call.refused).length;
		sum.rollouts += round.calls.filter((call) => call.accepted?.rolloutId).length;
	}
	return sum;
}

describe('R24: 50 voters at once on a real Postgres', () => {
	let db: Database;
	beforeAll(async () => {
		db = await database();
		return () => db.close();
	});

	test('start at most one rollout, never approve their own work, lose no vote, and skew no decision', { timeout: RUNS * 20_000 }, async () => {
		const began = Date.now();
		const { findings, accepted, refused, rollouts } = await play(db, RUNS);
		say(
			`race: ${RUNS} rounds of ${VOTERS} concurrent voters (every second one with withdrawals that meet the decision), ${accepted} verdicts accepted, ${refused} refused, ` +
				`${rollouts} rollouts, ${findings.length} findings, ${((Date.now() - began) / 1000).toFixed(1)} s`,
		);
		expect(findings).toEqual([]);
		expect(rollouts).toBeGreaterThan(0);
		expect(refused).toBeGreaterThan(0);
	});
});

describe('the checker finds a planted bug', () => {
	const caught = async (name: string, bug: (db: Database) => Promise<Database>, expected: RegExp) => {
		const broken = await bug(await database());
		onTestFinished(() => broken.close());
		for (let seed = 1; seed <= 20; seed += 1) {
			const { findings } = await play(broken, 1, seed);
			const found = findings.find((finding) => expected.test(finding));
			if (!found) continue;
			say(`race: ${name}: found in round ${seed} (${found})`);
			return;
		}
		expect.unreachable(`${name}: 20 rounds and no finding`);
	};

	test('row locks left out', { timeout: 300_000 }, () => caught('row locks left out', async (db) => withoutLocks(db), /write skew|overlooked|double rollout/));

	test('row locks, the index of open rollouts and the look for one left out', { timeout: 300_000 }, () =>
		caught(
			'row locks, index and look left out',
			async (db) => {
				await db.sql`drop index rollout_one_open_per_endpoint`;
				return withoutLooking(db);
			},
			/double rollout/,
		),
	);

	test('the check of contributors left out', { timeout: 300_000 }, () =>
		caught(
			'check of contributors left out',
			async (db) => {
				await db.sql.unsafe(`
					create function forget() returns trigger language plpgsql as $$ begin return null; end $$;
					create trigger forget_contributors before insert on contributor for each row execute function forget();
					update membership set roles = array_append(roles, 'reviewer')`);
				return db;
			},
			/self-approval/,
		),
	);

	test('a vote that is answered and not kept', { timeout: 300_000 }, () =>
		caught(
			'a vote answered and not kept',
			async (db) => {
				await db.sql.unsafe(`
					drop trigger review_is_kept on review;
					create function lose() returns trigger language plpgsql as $$ begin delete from review where id = new.id and random() < 0.1; return null; end $$;
					create trigger lose_vote after insert on review for each row execute function lose()`);
				return db;
			},
			/lost vote/,
		),
	);
});
