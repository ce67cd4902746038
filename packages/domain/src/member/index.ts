export { emailSchema, inviteMemberInput, passwordSchema, removeMemberInput, rolesSchema, setRolesInput } from './member-input.ts';
