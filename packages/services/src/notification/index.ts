export { type DueMail, settleMail, takeMail } from './mail-outbox.ts';
export { markNotifications, requirePerson } from './mark-notifications.ts';
export { notify, type NotifyInput } from './notify.ts';
export { countUnread, type NotificationView, readNotifications } from './read-notifications.ts';
