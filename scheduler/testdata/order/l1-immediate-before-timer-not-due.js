// L1: a timer that is not due is overtaken
require('../prelude.js');
setTimeout(() => log('timer'), 60);
setImmediate(() => log('immediate'));
