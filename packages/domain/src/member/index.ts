export { emailSchema, inviteMemberInput, passwordSchema, rolesSchema, setRolesInput } from './member-input.ts';
