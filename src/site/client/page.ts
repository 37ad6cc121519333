import { enableCopying } from './copy.ts'
import { enableSuggestions } from './search-box.ts'
import { enableSearchKeys } from './search-keys.ts'
import { enableTheme } from './theme.ts'

enableTheme()
enableCopying()
enableSuggestions()
enableSearchKeys()
