'use strict';
// isIP, BlockList, SocketAddress
const net = require('net');
const { BlockList, SocketAddress } = net;
function attempt(f) {
  try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); }
}
for (const a of ['127.0.0.1', '1.2.3', '256.1.1.1', '01.2.3.4', '::', '::1', '1::2::3', 'fe80::1%eth0', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '', 'x', null, undefined, 5, {}, '0.0.0.0', '1:2:3:4:5::1.2.3.4', ':1', '1:', '12345::', ' ::1', '::1 ']) {
  console.log(JSON.stringify(a), net.isIP(a), net.isIPv4(a), net.isIPv6(a));
}
const b = new BlockList();
b.addSubnet('10.0.0.0', 8); b.addAddress('9.9.9.9'); b.addRange('1.0.0.1', '1.0.0.9'); b.addSubnet('11.0.0.0', 8);
b.addAddress('::2', 'ipv6'); b.addRange('2.0.0.1', '2.0.0.9'); b.addAddress('8.8.8.8'); b.addAddress('9.9.9.9');
b.addSubnet('11.0.0.0', 8); b.addSubnet('::ffff:12.0.0.0', 104, 'ipv6'); b.addSubnet('11.1.2.3', 8); b.addAddress('0::0003', 'ipv6');
b.addAddress('::ffff:7.7.7.7', 'ipv6'); b.addRange('1::', '1::f', 'ipv6'); b.addCIDR('77.0.0.0/9');
console.log(b, b.size);
for (const [a, f] of [['12.1.1.1'], ['7.7.7.7'], ['::ffff:11.2.3.4', 'ipv6'], ['1::a', 'ipv6'], ['1::10', 'ipv6'], ['xx'], ['::1'], ['1.0.0.5'], ['1.0.0.10'], ['77.128.0.0'], ['77.127.0.0']]) {
  console.log(a, b.check(a, f));
}
console.log(b.check(new SocketAddress({ address: '9.9.9.9' })));
b.removeAddress('9.9.9.9'); b.removeSubnet('11.0.0.0', 8); b.removeRange('1.0.0.1', '1.0.0.9'); b.removeAddress('1.1.1.1');
console.log(b.rules, BlockList.isBlockList(b), BlockList.isBlockList({}));
const c = new BlockList();
b.removeAddress('::ffff:7.7.7.7', 'ipv6'); b.removeSubnet('::ffff:12.0.0.0', 104, 'ipv6');
c.fromJSON(b.toJSON());
console.log(JSON.stringify(c));
c.clear();
console.log(c.rules, c.size, BlockList.PRIVATE_RANGES);
attempt(() => b.addRange('10.0.0.9', '10.0.0.1'));
attempt(() => b.addAddress(1));
attempt(() => b.addAddress('zz'));
attempt(() => b.addAddress('1.1.1.1', 'ipv7'));
attempt(() => b.addSubnet('1.1.1.1', 33));
attempt(() => b.addSubnet('::', 129, 'ipv6'));
attempt(() => b.addSubnet('1.1.1.1', '8'));
attempt(() => b.addCIDR('1.1.1.1'));
attempt(() => b.addCIDR('1.1.1.1/x'));
attempt(() => b.fromJSON(1));
attempt(() => b.fromJSON([1]));
attempt(() => b.check(1));
attempt(() => new SocketAddress());
attempt(() => new SocketAddress({ address: '::1', family: 'ipv6', port: 80, flowlabel: 5 }));
attempt(() => new SocketAddress({ address: 'zz' }));
attempt(() => new SocketAddress({ family: 'x' }));
attempt(() => new SocketAddress({ port: 70000 }));
attempt(() => new SocketAddress({ flowlabel: -1 }));
attempt(() => new SocketAddress('x'));
attempt(() => SocketAddress.parse('1.2.3.4:5'));
attempt(() => SocketAddress.parse('[::1]:5'));
attempt(() => SocketAddress.parse('foo'));
attempt(() => JSON.stringify(new SocketAddress({ address: '1.2.3.4' })));
attempt(() => structuredClone(new SocketAddress({ address: '1.2.3.4' })).address);
