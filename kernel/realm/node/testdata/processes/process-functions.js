// What process says of itself, and how it takes bad arguments.
const os = require('os');
const types = (object) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, typeof value]));
const attempt = (fn) => {
  try {
    console.log(fn.toString().slice(6), fn());
  } catch (err) {
    console.log(fn.toString().slice(6), err.name, err.code, err.message);
  }
};

console.log(types(process.memoryUsage()), process.memoryUsage.rss() > 1e6, types(process.resourceUsage()), types(process.cpuUsage()));
const before = process.cpuUsage();
for (const end = Date.now() + 30; Date.now() < end;);
const used = process.cpuUsage(before);
console.log(used.user + used.system > 1000, process.cpuUsage().user >= before.user);
console.log(process.hrtime().length, process.hrtime([0, 0])[0] >= 0, typeof process.hrtime.bigint(), process.hrtime.bigint() <= process.hrtime.bigint());
console.log(process.uptime() > 0, process.getuid() === os.userInfo().uid, process.geteuid() === process.getuid(), Array.isArray(process.getgroups()));
console.log(process.umask(0o22), process.umask('027').toString(8), process.umask().toString(8));
console.log(process.version, process.release.name, process.release.lts, process.versions.node, process.versions.v8, process.versions.modules);
console.log(typeof process.title, process.argv.length, process.execArgv, process.debugPort, process.domain, process._exiting, process._preload_modules);
const resources = () => process.getActiveResourcesInfo().filter((name) => !name.endsWith('Wrap'));
console.log(resources());
setTimeout(() => {}, 1);
setImmediate(() => {});
console.log(resources());
console.log(process.getBuiltinModule('fs') === require('fs'), process.getBuiltinModule('nope'), process.getBuiltinModule('node:os') === os);
console.log(process.constrainedMemory() > 0, process.availableMemory() > 0, process.sourceMapsEnabled, process.mainModule === module);
console.log(Object.prototype.toString.call(process), process.toString(), process.report.signal, process.report.compact);
console.log(process.stdin.fd, process.stdout.fd, process.stderr.fd, process.openStdin() === process.stdin);
process.stdin.destroy();
console.log(process.features.uv, process.features.typescript, process.features.require_module, process.config.target_defaults.default_configuration);
console.log(process.emitWarning.length, process.kill.length, process.chdir.length, process.nextTick.length, process.listenerCount('exit'));

process.env.NUMBER = 5;
process.env.UNDEFINED = undefined;
process.env.NULL = null;
console.log(process.env.NUMBER, process.env.UNDEFINED, process.env.NULL, process.env.NOT_THERE, 'NUMBER' in process.env, delete process.env.NUMBER, 'NUMBER' in process.env);
console.log(Object.keys(process.env).includes('PATH'), Object.getOwnPropertyDescriptor(process.env, 'NULL'), { ...process.env }.NULL);
attempt(() => { process.env.SYMBOL = Symbol('s'); });

attempt(() => process.kill('a'));
attempt(() => process.kill(1, 'SIGX'));
attempt(() => process.kill(99999999));
attempt(() => process.kill(process.pid, 77));
attempt(() => process.kill(process.pid, 0));
attempt(() => process.umask('9'));
attempt(() => process.umask(-1));
attempt(() => process.umask({}));
attempt(() => process.cpuUsage(5));
attempt(() => process.cpuUsage({ user: -1, system: 0 }));
attempt(() => process.cpuUsage({ user: 'a', system: 0 }));
attempt(() => process.hrtime(5));
attempt(() => process.hrtime([1]));
attempt(() => process.setuid('no-such-user'));
attempt(() => process.setgid('no-such-group'));
attempt(() => process.setuid({}));
attempt(() => process.setgroups(['no-such-group']));
attempt(() => process.setgroups(5));
attempt(() => process.binding('nope'));
attempt(() => process.loadEnvFile('/no/such/.env'));
attempt(() => process.emitWarning(5));
attempt(() => process.emitWarning('a', 5));
attempt(() => process.emitWarning('a', 'b', 5));
attempt(() => process.getBuiltinModule(5));
attempt(() => process.setSourceMapsEnabled(5));
attempt(() => process.dlopen());
attempt(() => process.chdir('/no/such/directory'));
attempt(() => process.chdir(5));
attempt(() => process.setUncaughtExceptionCaptureCallback(5));
attempt(() => process.finalization.register(5));
attempt(() => process.nextTick(5));
attempt(() => { process.exitCode = 'x'; });
attempt(() => { process.exitCode = 1.5; });
attempt(() => { process.exitCode = {}; });
attempt(() => process.report.writeReport(5));

const fs = require('fs');
const file = `${os.tmpdir()}/loopbook-env-${process.pid}`;
fs.writeFileSync(file, '# comment\nLOADED=from file\nPATH=not this\nQUOTED="a\\nb" # c\n');
process.loadEnvFile(file);
console.log(process.env.LOADED, process.env.PATH === 'not this', JSON.stringify(process.env.QUOTED));
fs.unlinkSync(file);

const held = { name: 'held' };
process.finalization.register(held, (object, event) => console.log('finalized', object, event));
process.finalization.registerBeforeExit(held, (object, event) => console.log('finalized', object, event));
const dropped = {};
process.finalization.register(dropped, () => console.log('never'));
process.finalization.unregister(dropped);
process.on('exit', (code) => console.log('exit', code, process._exiting));
