'use strict';
// dns.lookup and lookupService of what every machine knows, and wrong arguments.
const dns = require('dns');
const { promisify } = require('util');
function attempt(f) {
  try { console.log(typeof f()); } catch (e) { console.log(e.name, e.code, e.message); }
}
const cb = () => {};
attempt(() => dns.lookup());
attempt(() => dns.lookup('x'));
attempt(() => dns.lookup('x', 4));
attempt(() => dns.lookup('x', 5, cb));
attempt(() => dns.lookup('x', 'y', cb));
attempt(() => dns.lookup('x', 'y'));
attempt(() => dns.lookup('x', { family: 7 }, cb));
attempt(() => dns.lookup('x', { hints: 'x' }, cb));
attempt(() => dns.lookup('x', { hints: 3 }, cb));
attempt(() => dns.lookup('x', { all: 1 }, cb));
attempt(() => dns.lookup('x', { verbatim: 1 }, cb));
attempt(() => dns.lookup('x', { order: 'x' }, cb));
attempt(() => dns.lookup(5, cb));
attempt(() => dns.lookup({}, cb));
attempt(() => dns.lookup('a\0b', cb));
attempt(() => dns.lookupService());
attempt(() => dns.lookupService('x', 1, cb));
attempt(() => dns.lookupService('127.0.0.1', 70000, cb));
attempt(() => dns.lookupService('127.0.0.1', 80));
attempt(() => dns.lookupService('127.0.0.1', 80, 1));
attempt(() => dns.setDefaultResultOrder('x'));
attempt(() => dns.resolve('x'));
attempt(() => dns.resolve('x', 'X', cb));
attempt(() => dns.resolve('x', 5, cb));
attempt(() => dns.resolve4('x'));
attempt(() => dns.resolve4(5, cb));
attempt(() => dns.reverse('x', cb));
attempt(() => new dns.Resolver({ timeout: 'x' }));
attempt(() => new dns.Resolver({ tries: 0 }));
attempt(() => new dns.Resolver().setServers('x'));
attempt(() => new dns.Resolver().setServers(['x']));
attempt(() => new dns.Resolver().setServers([5]));
attempt(() => new dns.Resolver().setLocalAddress(5));
const r = new dns.Resolver();
r.setServers(['1.2.3.4', '1.2.3.4:54', '::1', '[::1]:55', '[::2]', '9.9.9.9:53']);
console.log(r.getServers());
console.log(Object.keys(dns).join());
console.log(Object.keys(dns.promises).join());
console.log(dns.promises === require('dns/promises'), dns.getDefaultResultOrder(), dns.NODATA, dns.CANCELLED);
console.log(dns.ADDRCONFIG, dns.ALL, dns.V4MAPPED);
(async () => {
  for (const options of [undefined, { family: 4 }, { all: true, family: 4 }, { all: true, order: 'ipv4first', family: 4 }]) {
    console.log(await dns.promises.lookup('localhost', options));
  }
  console.log(await dns.promises.lookup('127.0.0.1'), await dns.promises.lookup('::1', { all: true }));
  console.log(await promisify(dns.lookup)('localhost', 4));
  console.log(await dns.promises.lookup(''), await dns.promises.lookup('', { all: true, family: 6 }));
  console.log(await dns.promises.lookupService('127.0.0.1', 22).then(({ hostname, service }) => [typeof hostname, typeof service]));
  const order = [];
  dns.lookup('127.0.0.1', (...a) => order.push(['ip', ...a]));
  dns.lookup('localhost', 4, (...a) => order.push(['name', ...a]));
  process.nextTick(() => order.push('tick'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  console.log(order);
  for (const f of [() => dns.promises.lookup('x', 5), () => dns.promises.resolve('x', 'Y'), () => dns.promises.reverse('x')]) {
    try { await f(); } catch (e) { console.log(e.code, e.message); }
  }
})();
