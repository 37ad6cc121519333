import { EVENT_ID, type Event } from 'js-yaml'

/** Walks through the parser’s events. */
export class EventCursor {
  private at = 0
  private readonly events: readonly Event[]

  constructor(events: readonly Event[]) {
    this.events = events
  }

  isDone(): boolean {
    return this.at >= this.events.length
  }

  next(): Event {
    const event = this.events[this.at++]
    if (!event) throw new Error('the parser’s events end inside a document')
    return event
  }

  /** Passes the end of what is open, if it is here. */
  closes(): boolean {
    if (this.events[this.at]?.type !== EVENT_ID.POP) return false
    this.at++
    return true
  }

  /** Passes over the rest of a collection that was just opened. */
  skip(): void {
    for (let depth = 1; depth > 0; ) {
      const { type } = this.next()
      if (type === EVENT_ID.POP) depth--
      if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++
    }
  }
}
