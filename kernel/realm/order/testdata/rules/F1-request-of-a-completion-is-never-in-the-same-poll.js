// F1: a request made in a completion is not completed in the same poll.
const fs = require('fs');
fs.stat(__filename, () => {
  setImmediate(() => console.log('immediate'));
  fs.stat(__filename, () => console.log('second stat'));
  console.log('first stat');
});
