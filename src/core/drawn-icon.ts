/** How many grounds the style sheet has for drawn icons. */
const GROUNDS = 6

/** The icon that is drawn for a package that brings none. */
export interface DrawnIcon {
  letter: string
  /** From 0 to 5: which ground the letter stands on. */
  ground: number
}

/**
 * A letter and a ground for a package, the same every time. The letter is that of the name's last
 * part, because packages of one author begin alike.
 */
export function drawnIcon(name: string): DrawnIcon {
  const last = name.split(/[.-]/).at(-1) || name
  let hash = 0
  for (const character of name) hash = (hash * 31 + character.charCodeAt(0)) % 65_521
  return { letter: last.slice(0, 1), ground: hash % GROUNDS }
}
