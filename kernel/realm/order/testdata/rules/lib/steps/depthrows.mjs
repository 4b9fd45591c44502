import './throws.mjs'
