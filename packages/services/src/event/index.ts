export { eventsAfter, type NumberedEvent, numberEvents } from './number-events.ts';
export { type EventInput, publishEvent } from './publish-event.ts';
