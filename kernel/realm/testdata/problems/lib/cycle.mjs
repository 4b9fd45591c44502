import { a } from '../unsettled-cycle.mjs'; await new Promise(() => {}); console.log(a);
