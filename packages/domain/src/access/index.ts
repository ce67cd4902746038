export {
	type Actor,
	type AuthStrength,
	nameOf,
	personOf,
	type ProcessActor,
	serviceAccountOf,
	type SystemActor,
	type TokenActor,
	type TokenKind,
	type UserActor,
} from './actor.ts';
export { type AccessDecision, can, type Place } from './can.ts';
export { type Permission, PERMISSIONS, permissionsOf, type Role, ROLE_PERMISSIONS, ROLES, rolesWith } from './permission.ts';
export { provedAtMs, type StepUpStrength, whyStepUp } from './step-up.ts';
export { formatToken, type ParsedToken, parseToken, tokenChecksum } from './token-secret.ts';
