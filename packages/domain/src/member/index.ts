export { emailSchema, inviteMemberInput, passwordSchema, removeMemberInput, rolesSchema, setRolesInput } from './member-input.ts';
export { DEFAULT_SETTINGS, type PersonSettings, personSettingsSchema, updateSettingsInput, type UpdateSettingsInput } from './person-settings.ts';
