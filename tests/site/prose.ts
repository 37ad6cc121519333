import type { Random } from './random.ts'
import { ADJECTIVES, ADVERBS, AUDIENCES, NOUNS, TECHNOLOGIES, VERBS } from './vocabulary.ts'

/** English of a kind: sentences by a small grammar, so that they wrap and compress like written ones. */
export interface Prose {
  /** A sentence of about so many words, at most `most` characters. */
  sentence(words: number, most: number): string
  /** Some sentences. */
  paragraph(sentences: number): string
  /** A heading of a few words. */
  heading(): string
}

export function makeProse(random: Random): Prose {
  const { pick } = random
  const things = () => `${random.chance(0.5) ? `${pick(ADJECTIVES)} ` : ''}${plural(pick(NOUNS))}`
  const clauses = [
    () => `that ${third(pick(VERBS))} ${things()}`,
    () => `with ${things()} and ${things()}`,
    () => `for ${pick(AUDIENCES)} who ${pick(VERBS)} ${things()} ${pick(ADVERBS)}`,
    () => `on top of ${capital(pick(TECHNOLOGIES))}`,
    () => `so that ${things()} can be ${past(pick(VERBS))} ${pick(ADVERBS)}`,
    () => `without the need to ${pick(VERBS)} ${things()} by hand`,
    () => `, including ${things()}, ${things()} and ${things()}`,
    () =>
      `and can ${pick(VERBS)} ${things()} from ${capital(pick(TECHNOLOGIES))} to ${capital(pick(TECHNOLOGIES))}`,
    () =>
      `which ${third(pick(VERBS))} up to ${random.between(2, 900)} ${plural(pick(NOUNS))} per ${pick(NOUNS)}`,
    () => `to ${pick(VERBS)} and ${pick(VERBS)} each ${pick(NOUNS)} ${pick(ADVERBS)}`,
  ]
  const openings = [
    () => `${capital(pick(TECHNOLOGIES))} ${pick(NOUNS)} ${plural(pick(NOUNS))}`,
    () => `${capital(pick(ADJECTIVES))} ${pick(NOUNS)} ${pick(NOUNS)}`,
    () => `${capital(pick(VERBS))} ${things()} ${pick(ADVERBS)}`,
    () => `Runs ${capital(pick(TECHNOLOGIES))} as a ${pick(ADJECTIVES)} ${pick(NOUNS)}`,
    () => `A ${pick(NOUNS)} of ${things()} for ${pick(AUDIENCES)}`,
  ]
  const sentence = (words: number, most: number) => {
    let text = pick(openings)()
    while (text.split(' ').length < words) {
      const longer = `${text} ${pick(clauses)()}`.replace(' ,', ',')
      if (longer.length >= most) break
      text = longer
    }
    return `${text}.`
  }
  return {
    sentence,
    paragraph: (sentences) =>
      Array.from({ length: sentences }, () => sentence(random.between(8, 24), 400)).join(' '),
    heading: () => `${capital(pick(VERBS))} ${things()}`,
  }
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const plural = (noun: string) =>
  /(s|x|ch|sh)$/.test(noun)
    ? `${noun}es`
    : /[^aeou]y$/.test(noun)
      ? `${noun.slice(0, -1)}ies`
      : `${noun}s`

const third = plural

const past = (verb: string) =>
  verb.endsWith('e') ? `${verb}d` : /[^aeou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`
