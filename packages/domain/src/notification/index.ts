export { ASKED_AS_REVIEW, mailedAs, type NotificationKind, type NotificationPile, pileOf } from './notification-kind.ts';
export { type GetInboxInput, getInboxInput, getInboxQuery, type MarkNotificationsInput, markNotificationsInput } from './notification-input.ts';
