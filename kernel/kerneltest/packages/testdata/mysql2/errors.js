'use strict';
const mysql = require('mysql2/promise');
const plain = require('mysql2');
const base = { host: '127.0.0.1', port: Number(process.env.MYSQL_PORT), user: 'root' };
const show = (label) => (e) => console.log(label, e.code, e.errno, e.sqlState, e.fatal, (e.sqlMessage || e.message).replace(/'[^']*'@'[^']*'/, 'USER').replace(/connection \d+/i, 'connection N'), e.sql);
(async () => {
  const c = await mysql.createConnection(base);
  await c.query('DROP DATABASE IF EXISTS errors');
  await c.query('CREATE DATABASE errors');
  await c.query('USE errors');
  await c.query('CREATE TABLE u (id INT PRIMARY KEY, name VARCHAR(5) NOT NULL UNIQUE)');
  await c.query('INSERT INTO u VALUES (1, "a")');
  await c.query('INSERT INTO u VALUES (1, "b")').catch(show('duplicate'));
  await c.execute('INSERT INTO u VALUES (?, ?)', [2, 'a']).catch(show('duplicate prepared'));
  await c.query('SELEC 1').catch(show('syntax'));
  await c.execute('SELECT * FROM nowhere').catch(show('no table'));
  await c.query('INSERT INTO u VALUES (3, NULL)').catch(show('null'));
  await c.query('INSERT INTO u VALUES (3, "too long")').catch(show('long'));
  await c.execute('SELECT ?', [undefined]).catch((e) => console.log('undefined', e.name, e.message));
  await c.query('USE nowhere').catch(show('no database'));
  console.log('still alive', (await c.query('SELECT COUNT(*) AS n FROM u'))[0][0].n);
  await c.query({ sql: 'SELECT SLEEP(5)', timeout: 50 }).catch((e) => console.log('timeout', e.code, e.message, e.fatal));
  c.destroy();
  await mysql.createConnection({ ...base, user: 'nobody', password: 'x' }).catch(show('denied'));
  await mysql.createConnection({ ...base, database: 'nowhere' }).catch(show('no database'));
  await mysql.createConnection({ ...base, port: 1 }).catch((e) => console.log(e.code, e.errno, e.syscall, e.address, e.port, e.fatal, e.message));
  await mysql.createConnection({ ...base, socketPath: '/nonexistent/socket' }).catch((e) => console.log(e.code, e.errno, e.syscall, e.address, e.port, e.fatal));
  const killed = await mysql.createConnection(base);
  const killer = await mysql.createConnection(base);
  killed.connection.on('error', (e) => console.log('error event', e.code, e.fatal));
  const lost = killed.query('SELECT SLEEP(10)').catch((e) => console.log('lost', e.code, e.fatal));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await killer.query('KILL ?', [killed.threadId]);
  await lost;
  await killed.query('SELECT 1').catch((e) => console.log('after', e.code, e.fatal, e.message));
  await killer.query('DROP DATABASE errors');
  await killer.end();
  await killer.query('SELECT 1').catch((e) => console.log('ended', e.code, e.fatal, e.message));
  await new Promise((resolve) => {
    const cb = plain.createConnection(base);
    cb.query('SELECT 1 + 1 AS two', (err, rows) => {
      console.log(err, rows[0].two);
      cb.query('NONSENSE', (err) => {
        console.log(err.code, err instanceof Error);
        cb.end((err) => { console.log('end', err ?? null); resolve(); });
      });
    });
  });
})();
