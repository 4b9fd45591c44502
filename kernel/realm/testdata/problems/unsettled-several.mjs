import './lib/middle.mjs';
import './unsettled-loop.mjs';
import './lib/synchronous.mjs';
