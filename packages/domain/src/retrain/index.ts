export { decideTrigger, type TriggerDecision, type TriggerFacts } from './decide-trigger.ts';
