import { expect, test } from 'vitest'
import { decide, LANE_GROUPS, LANE_ROWS } from '../../src/core/gate/lanes.ts'
import { LANES, strictest } from '../../src/core/gate/verdict.ts'

test('rows have ids of their own, and stand group by group', () => {
  const ids = LANE_ROWS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const groups = LANE_ROWS.map(({ group }) => LANE_GROUPS.indexOf(group))
  expect(groups).toEqual([...groups].sort((a, b) => a - b))
  expect(new Set(groups).size).toBe(LANE_GROUPS.length)
})

test.each(LANE_ROWS)('$id has words for its page', ({ id, what, when, why, lane }) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
  expect(LANES).toContain(lane)
  for (const text of [what, when]) expect(text).not.toMatch(/[.\s]$/)
  expect(why).toMatch(/^[A-Z].{15,}\.$/)
})

test('the lanes of the table are those that the design fixes', () => {
  const byLane = Object.groupBy(LANE_ROWS, ({ lane }) => lane)
  expect(byLane.auto?.map(({ id }) => id)).toEqual(['version-up', 'text-by-owner'])
  expect(byLane.none?.map(({ id }) => id)).toEqual(['outside'])
})

test('a decision takes its lane from the table', () => {
  expect(decide('version-down', 'down')).toEqual({
    row: 'version-down',
    lane: 'refused',
    reason: 'down',
  })
})

test('the strictest lane wins', () => {
  expect(strictest([])).toBe('none')
  expect(strictest(['none', 'auto'])).toBe('auto')
  expect(strictest(['review', 'auto'])).toBe('review')
  expect(strictest(['auto', 'refused', 'review'])).toBe('refused')
})
