import { config } from 'zod'

// Before any schema is made: zod otherwise tries whether it may compile code, which a strict policy
// reports as a breach.
config({ jitless: true })
