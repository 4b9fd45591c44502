// What must be the same on this machine now, and the shape of the rest.
const os = require('os');
const log = (...a) => console.log(...a);
const thrown = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message} ${JSON.stringify(e.info)}`; } };
log(Object.keys(os).join(), os.EOL, os.devNull, os.endianness());
log(os.hostname() === os.hostname(), os.type(), os.release() !== '', os.version() !== '', os.machine() !== '', os.homedir() !== '', os.tmpdir());
log(os.totalmem() > 0, os.freemem() > 0, os.uptime() > 0, os.loadavg().length, os.availableParallelism() > 0, os.cpus().length > 0, Object.keys(os.cpus()[0]), Object.keys(os.cpus()[0].times));
log(os.networkInterfaces().lo?.[0], Object.keys(os.userInfo()), typeof os.userInfo().uid, Buffer.isBuffer(os.userInfo({ encoding: 'buffer' }).username), os.userInfo().username !== '');
log(`${os.hostname}` === os.hostname(), +os.totalmem > 0, `${os.type}`);
log(os.getPriority(), thrown(() => os.getPriority('x')), thrown(() => os.setPriority(0, 99)), thrown(() => os.setPriority('x')), thrown(() => os.getPriority(99999999)));
log(os.constants.signals, os.constants.priority, Object.keys(os.constants).join(), os.constants.errno.ENOENT, os.constants.errno.EACCES, Object.isFrozen(os.constants.signals));
