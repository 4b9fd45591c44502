'use strict';
// Questions to a name server (that of the test, at DNS_PORT): every kind of record, failures, cancel, several servers.
const dns = require('dns');
const server = `127.0.0.1:${process.env.DNS_PORT}`;
const resolver = new dns.Resolver({ timeout: 500, tries: 2 });
resolver.setServers([server]);
const promised = new dns.promises.Resolver({ timeout: 500, tries: 1 });
promised.setServers([server]);
const kinds = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'TLSA', 'TXT', 'SRV', 'PTR', 'NAPTR', 'SOA'];
const failure = (e) => console.log(e.name, e.code, e.errno, e.syscall, e.hostname, e.message, Object.keys(e).join());
(async () => {
  for (const kind of kinds) {
    await new Promise((resolve) => resolver.resolve('all.test', kind, (err, result) => {
      if (err) failure(err);
      else console.log(kind, result);
      resolve();
    }));
  }
  await new Promise((resolve) => resolver.resolve4('all.test', { ttl: true }, (err, list) => { console.log(err, list); resolve(); }));
  console.log(await promised.resolve('all.test'), await promised.resolve6('all.test', { ttl: true }));
  console.log(await promised.reverse('192.0.2.7'), await promised.reverse('2001:db8::7'));
  console.log((await promised.resolveTxt('long.test'))[0].map((s) => s.length));
  console.log((await promised.resolve4('many.test')).length);
  for (const name of ['missing.test', 'refused.test', 'broken.test', 'malformed.test', 'notimp.test', 'silent.test', 'empty.test', `${'x'.repeat(64)}.test`]) {
    await promised.resolve4(name).then(console.log, failure);
  }
  dns.setServers([server]);
  console.log(dns.getServers().length, await dns.promises.resolveNs('all.test'));
  await new Promise((resolve) => dns.resolveMx('all.test', (err, mx) => { console.log(err, mx); resolve(); }));
  const slow = new dns.Resolver();
  slow.setServers([server]);
  slow.resolve4('silent.test', (err) => failure(err));
  setTimeout(() => slow.cancel(), 20);
  const closed = new dns.promises.Resolver({ timeout: 200, tries: 1 });
  closed.setServers(['127.0.0.1:1']);
  setTimeout(() => closed.resolve4('all.test').catch(failure), 40);
})();
