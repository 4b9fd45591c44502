import './missing.mjs'
