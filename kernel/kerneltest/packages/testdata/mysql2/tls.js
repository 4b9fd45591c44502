'use strict';
// The connection turns to TLS after the greeting: tls.connect on a socket that was in use.
const fs = require('fs');
const mysql = require('mysql2/promise');
const base = { host: '127.0.0.1', port: Number(process.env.MYSQL_PORT), user: 'root' };
const ca = fs.readFileSync(process.env.MYSQL_CA);
(async () => {
  const c = await mysql.createConnection({ ...base, ssl: { ca } });
  const [[status]] = await c.query("SHOW STATUS LIKE 'Ssl_version'");
  console.log(status.Value);
  const [[row]] = await c.query('SELECT REPEAT("x", 100000) AS big');
  console.log(row.big.length);
  const [[p]] = await c.execute('SELECT ? AS v', ['over TLS']);
  console.log(p.v);
  await c.end();
  await mysql.createConnection({ ...base, ssl: {} }).catch((e) => console.log(e.code, e.fatal, e.message));
  const open = await mysql.createConnection({ ...base, ssl: { rejectUnauthorized: false } });
  console.log((await open.query('SELECT 1 AS one'))[0][0].one);
  await open.end();
  const file = await mysql.createConnection({ socketPath: process.env.MYSQL_SOCKET, user: 'root' });
  console.log((await file.query('SELECT 2 AS two'))[0][0].two);
  await file.end();
})();
