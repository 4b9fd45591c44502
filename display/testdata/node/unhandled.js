// cell: [20]
process.on('unhandledRejection', (e) => console.log('reported:', e.message));
async function fetchUser(id) { throw new Error(`${id} not found`); }
const user = fetchUser(404);
process.nextTick(() => console.log('tick'));
setImmediate(() => console.log('immediate'));
