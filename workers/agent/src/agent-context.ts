import type { AgentTerms } from '@interlock/contracts/agent';
import type { AgentSettings } from './env.ts';
import type { FrontDoor } from './front-door.ts';
import type { Isolation } from './host/isolation.ts';
import type { Log } from './log.ts';

/** What every attempt of an agent works with. */
export interface AgentContext {
	settings: AgentSettings;
	door: FrontDoor;
	terms: AgentTerms;
	isolation: Isolation;
	log: Log;
	/** Fires when the agent goes away; its reason says whether trainings stay. */
	leaving: AbortSignal;
	/** Fires before `leaving` when the whole system stops and trainings are to end. */
	systemStop: AbortSignal;
}
