/** The element of a page's own markup; its absence is a fault of ours. */
export function need<T extends Element = HTMLElement>(root: ParentNode, selector: string): T {
  const element = root.querySelector<T>(selector)
  if (!element) throw new Error(`the page has no ${selector}`)
  return element
}

/** An element with text and other elements in it; never HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...children)
  return element
}

/** Says something in a live region, once: saying it again would be read out again. */
export function say(region: HTMLElement, text: string): void {
  if (region.textContent !== text) region.textContent = text
}

export function count(number: number, one: string): string {
  return `${number} ${number === 1 ? one : `${one}s`}`
}
