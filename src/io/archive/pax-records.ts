import { quote } from '../../core/printable.ts'
import { ascii, BrokenArchive } from './tar-header.ts'

/** Keys that only describe an entry; whatever else could change what its bytes mean is refused. */
const HARMLESS =
  /^(path|linkpath|atime|mtime|ctime|uid|gid|uname|gname|comment|(SCHILY|LIBARCHIVE)\.(dev|ino|nlink|fflags|creationtime|(acl|xattr)\..+))$/

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const NUMBERS = ['atime', 'mtime', 'ctime', 'uid', 'gid']

/**
 * Reads the records of a PAX header, `<length> <key>=<value>\n` each.
 *
 * @throws BrokenArchive where readers could differ in what they say
 */
export function readPaxRecords(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>()
  let at = 0
  while (at < bytes.length) {
    const record = readRecord(bytes, at)
    if (!record) throw refusal('with records that are none')
    const { key, value } = record
    if (!HARMLESS.test(key)) throw refusal(`that sets ${quote(key)}`)
    if (records.has(key)) throw refusal(`that sets ${key} twice`)
    if (value === '' || value.includes('\0')) throw refusal(`with no ${key}`)
    if (NUMBERS.includes(key) && !/^-?\d{1,20}(\.\d{1,20})?$/.test(value))
      throw refusal(`whose ${key} is not a number`)
    records.set(key, value)
    at = record.end
  }
  return records
}

function refusal(what: string): BrokenArchive {
  return new BrokenArchive('archive-entry', `has a PAX header ${what}`)
}

function readRecord(bytes: Uint8Array, at: number) {
  const space = bytes.indexOf(0x20, at)
  if (space < 0 || space - at > 6) return null
  const digits = ascii(bytes, at, space - at)
  const end = at + Number(digits)
  if (!/^[1-9]\d*$/.test(digits) || end > bytes.length || end <= space + 1) return null
  if (bytes[end - 1] !== 0x0a) return null
  const equals = bytes.indexOf(0x3d, space)
  if (equals < 0 || equals >= end) return null
  try {
    const key = utf8.decode(bytes.subarray(space + 1, equals))
    return { key, value: utf8.decode(bytes.subarray(equals + 1, end - 1)), end }
  } catch {
    return null
  }
}
