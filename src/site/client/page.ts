import { enableCopying } from './copy.ts'
import { enableSearchKeys } from './search-keys.ts'
import { enableTheme } from './theme.ts'

enableTheme()
enableCopying()
enableSearchKeys()
