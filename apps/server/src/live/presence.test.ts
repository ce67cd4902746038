import { beforeEach, describe, expect, test } from 'vitest';
import { createPresence, type Presence, type Present } from './presence.ts';

let nowMs: number;
let presence: Presence;
let heard: Record<string, string[]>;
beforeEach(() => {
	nowMs = 0;
	presence = createPresence(() => nowMs);
	heard = {};
});

const attend = (connection: string, name: string, tab: string | null = null, shown = true, channel = 'change/1') =>
	presence.attend(connection, {
		channel,
		userId: name,
		name,
		tab,
		shown,
		send: (people: Present[]) => {
			heard[connection] = people.map((one) => `${one.name}${one.tab ? ` on ${one.tab}` : ''}`);
		},
	});

describe('presence', () => {
	test('tells everybody on a page who is there and which part they read, and when that changes', () => {
		attend('a', 'jonas', 'metrics');
		attend('b', 'lee');
		expect(heard.a).toEqual(['jonas on metrics', 'lee']);
		expect(heard.b).toEqual(['jonas on metrics', 'lee']);
		attend('a', 'jonas', 'data');
		expect(heard.b).toEqual(['jonas on data', 'lee']);
	});

	test('says nothing while nothing changes', () => {
		attend('a', 'jonas');
		heard = {};
		for (let i = 0; i < 5; i++) attend('a', 'jonas');
		expect(heard).toEqual({});
	});

	test('shows a person with two windows once, with the part they opened last, until both are closed', () => {
		attend('a', 'jonas', 'metrics');
		attend('b', 'jonas', 'data');
		attend('c', 'lee');
		expect(heard.c).toEqual(['jonas on data', 'lee']);
		presence.leave('b');
		expect(heard.c).toEqual(['jonas on metrics', 'lee']);
		presence.leave('a');
		expect(heard.c).toEqual(['lee']);
	});

	test('of somebody who leaves or falls silent ends within five seconds', () => {
		attend('a', 'jonas');
		attend('b', 'lee');
		presence.leave('a', 'change/1');
		expect(heard.b).toEqual(['lee']);
		attend('a', 'jonas');
		for (nowMs = 1_000; nowMs < 5_000; nowMs += 1_000) {
			attend('b', 'lee');
			presence.sweep();
		}
		expect(heard.b).toEqual(['lee']);
	});

	test('never shows who opted out, though they see the others', () => {
		attend('a', 'jonas', null, false);
		attend('b', 'lee');
		expect(heard.a).toEqual(['lee']);
		expect(heard.b).toEqual(['lee']);
	});

	test('of one page is not told on another', () => {
		attend('a', 'jonas');
		attend('b', 'lee', null, true, 'change/2');
		expect(heard.b).toEqual(['lee']);
		presence.leave('a');
		expect(heard.a).toEqual(['jonas']);
	});
});
