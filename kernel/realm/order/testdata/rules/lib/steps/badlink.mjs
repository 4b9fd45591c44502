import { nope } from './leaf7.mjs'
