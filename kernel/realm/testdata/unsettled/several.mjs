import './middle.mjs';
import './loop.mjs';
import './synchronous.mjs';
