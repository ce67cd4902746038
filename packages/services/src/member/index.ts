export { getMe, type Me } from './get-me.ts';
export { inviteMember } from './invite-member.ts';
export { listMembers, type MemberView, type ServiceAccountView } from './list-members.ts';
export { removeMember, setRoles } from './set-roles.ts';
export { updateSettings } from './update-settings.ts';
