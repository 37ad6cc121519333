import { expect, test } from 'vitest'
import { renderBadge } from '../../src/core/badge.ts'

test('a badge shows the listed version', () => {
  const badge = renderBadge({ version: 'v1.2.0', state: 'active' })
  expect(badge).toContain('<title>Cozystack community: v1.2.0</title>')
  expect(badge).toContain('fill="#17714a"')
})

test('a badge names the state that warns of a version, on red', () => {
  const badge = renderBadge({ version: '1.0.0', state: 'yanked' })
  expect(badge).toContain('>1.0.0 yanked</text>')
  expect(badge).toContain('fill="#b3261e"')
})

test('a badge grows with what it says, and holds no markup of a version', () => {
  const short = renderBadge({ version: '1.0.0', state: 'active' })
  const long = renderBadge({ version: '1.0.0-<script>', state: 'active' })
  const widthOf = (badge: string) => Number(/width="(\d+)"/.exec(badge)?.[1])
  expect(widthOf(long)).toBeGreaterThan(widthOf(short))
  expect(long).not.toContain('<script>')
})
