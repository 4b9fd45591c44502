// What a server says to messages that break the rules: the code, the reason and the place, and what was answered.
const http = require('http');
const net = require('net');
const cases=[
'FOO / HTTP/1.1\r\n\r\n','GE / HTTP/1.1\r\n\r\n','GET  / HTTP/1.1\r\nHost: a\r\n\r\n','GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n','GET /é HTTP/1.1\r\nHost: a\r\n\r\n','GET a HTTP/1.1\r\nHost: a\r\n\r\n','GET / HTTX/1.1\r\n\r\n','GET / HTTP/9.1\r\n\r\n','GET / HTTP/1.2\r\nHost: a\r\n\r\n','GET / HTTP/2.0\r\nHost: a\r\n\r\n','GET / HTTP/1.1 \r\n\r\n','GET / HTTP/11\r\n\r\n','GET /\r\n\r\n','GET / HTTP/1.1\nHost: a\n\n',
'GET / HTTP/1.1\r\nHost: a\n\r\n','GET / HTTP/1.1\r\nHo st: a\r\n\r\n','GET / HTTP/1.1\r\nHost : a\r\n\r\n','GET / HTTP/1.1\r\n: a\r\n\r\n','GET / HTTP/1.1\r\nHost: a\x01b\r\n\r\n','GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n','GET / HTTP/1.1\r\n Host: a\r\n\r\n','GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n','GET / HTTP/1.1\r\nHost: a\r\n\rx',
'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1 2\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na','POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: foo\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, foo\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: foo, chunked\r\n\r\n0\r\n\r\n',
'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\nabc','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\r\na\r\n0\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;;\x01\r\na\r\n0\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1 \r\na\r\n0\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nA: b\r\n\r\n',
'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n','GET / HTTP/1.0\r\n\r\nGET','\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n','GET / HTTP/1.1\r\nHost: '+'a'.repeat(17000)+'\r\n\r\n','GET /'+'a'.repeat(17000)+' HTTP/1.1\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;'+'a'.repeat(17000)+'\r\n','PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n','GET / HTTP/1.1\r\n\r\n','get / HTTP/1.1\r\n\r\n','GET * HTTP/1.1\r\nHost: a\r\n\r\n','GET http://x/y?z HTTP/1.1\r\nHost: a\r\n\r\n','CONNECT x:1 HTTP/1.1\r\nHost: a\r\n\r\n','CONNECT /x HTTP/1.1\r\nHost: a\r\n\r\n','\x16\x03\x01\x02','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n','GET / HTTP/1.1\r\nHost: a\r\nX:   y \t \r\nEmpty:\r\n\r\n','SOURCE / ICE/1.0\r\nHost: a\r\n\r\n','GET / ICE/1.0\r\n\r\n','OPTIONS * RTSP/1.0\r\n\r\n','M-SEARCH * HTTP/1.1\r\nHost: a\r\n\r\n','QUERY / HTTP/1.1\r\nHost: a\r\n\r\n','POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nA b\r\n\r\n','POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n','GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nrest','POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab',
'GET / HTTP/1.1\r\nHost: a\r\nX: \xff\r\n\r\n','GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n','GET /\x7f HTTP/1.1\r\nHost: a\r\n\r\n','GET /\t HTTP/1.1\r\nHost: a\r\n\r\n','GET /a#b#c HTTP/1.1\r\nHost: a\r\n\r\n','GET /a?b\x00 HTTP/1.1\r\nHost: a\r\n\r\n','GET http:/x HTTP/1.1\r\nHost: a\r\n\r\n','GET http://a@b@c/ HTTP/1.1\r\nHost: a\r\n\r\n','GET 1ttp://a HTTP/1.1\r\nHost: a\r\n\r\n','GET http://a b HTTP/1.1\r\nHost: a\r\n\r\n','GET ?a HTTP/1.1\r\nHost: a\r\n\r\n',
];
const ask = async (text, i, answer) => {
  const log = [];
  const server = http.createServer((req, res) => {
    log.push(`request ${req.method} ${req.url} ${req.httpVersion} ${JSON.stringify(req.rawHeaders).slice(0, 200)}`);
    let body = '';
    req.on('data', (d) => { body += d.toString('latin1'); });
    req.on('end', () => { log.push(`end ${body} ${JSON.stringify(req.rawTrailers)}`); res.end('ok'); });
    req.on('error', (e) => log.push(`error ${e.code} ${e.message}`));
    req.on('aborted', () => log.push('aborted'));
  });
  if (!answer) {
    server.on('clientError', (e, socket) => {
      log.push(`clientError ${e.code} | ${e.reason} | ${e.message} | ${e.bytesParsed} | ${e.rawPacket?.length}`);
      socket.destroy();
    });
  }
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const socket = net.connect(server.address().port, '127.0.0.1');
  let got = '';
  socket.on('data', (d) => { got += d; }).on('error', () => {});
  socket.write(Buffer.from(text, 'latin1'));
  setTimeout(() => socket.end(), 60);
  await new Promise((resolve) => { socket.on('close', resolve); setTimeout(() => socket.destroy(), 3000).unref(); });
  await new Promise((resolve) => { setTimeout(resolve, 10); });
  server.close();
  server.closeAllConnections();
  return [i, JSON.stringify(text.slice(0, 90)), ...log.map((l) => `   ${l}`), `   > ${JSON.stringify(got.split('\r\n')[0])}`].join('\n');
};
(async () => {
  for (let i = 0; i < cases.length; i += 13) {
    console.log((await Promise.all(cases.slice(i, i + 13).map((c, j) => ask(c, i + j, false)))).join('\n'));
  }
  console.log((await Promise.all([0, 23, 46, 48, 67].map((i) => ask(cases[i], i, true)))).join('\n'));
})();
