import {
  formatPackageList,
  isPlain,
  type PackageList,
  parsePackageList,
} from '../../core/package-list.ts'
import { allPackagesLink, listLink } from '../links.ts'

/** The list that an address asks for. */
export function readAddress(address: URL | Location = location): PackageList {
  const listing = parsePackageList(new URLSearchParams(address.search))
  const inPath = /\/page\/(\d+)\/$/.exec(address.pathname)?.[1]
  return inPath === undefined ? listing : { ...listing, page: Number(inPath) }
}

/** All packages in their usual order have pages that need no JavaScript. */
export function addressOf(listing: PackageList): string {
  return isPlain(listing) ? allPackagesLink(listing.page) : listLink(formatPackageList(listing))
}
