import type { HoldRule } from '../decision.ts';

/** Whoever asks for changes holds the change until they withdraw it or approve. */
export const holdsOfBlocks: HoldRule = ({ votes }) =>
	votes
		.filter((vote) => vote.verdict === 'request-changes' && vote.counts)
		.map(({ name }) => ({ reason: `${name} asks for changes.`, needed: `${name} to approve or to withdraw the request for changes` }));
