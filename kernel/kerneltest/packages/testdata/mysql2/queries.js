'use strict';
// Queries, types, prepared statements.
const mysql = require('mysql2/promise');
const base = { host: '127.0.0.1', port: Number(process.env.MYSQL_PORT), user: 'root', timezone: 'Z' };
(async () => {
  const c = await mysql.createConnection(base);
  await c.query('DROP DATABASE IF EXISTS queries');
  await c.query('CREATE DATABASE queries');
  await c.query('USE queries');
  const [created] = await c.query(`CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50), price DECIMAL(10,2), big BIGINT,
    ratio DOUBLE, day DATE, at DATETIME(3), stamp TIMESTAMP NULL, data BLOB, doc JSON, yes TINYINT(1), kind ENUM('a','b'), bits BIT(8))`);
  console.log(created.constructor.name, created.affectedRows, created.insertId, created.warningStatus);
  const [inserted] = await c.query('INSERT INTO t SET ?', {
    name: "O'Brien \\ \u00e9\u{1F600}", price: '12.50', big: '9007199254740993', ratio: 0.1, day: '2024-02-29', at: new Date(Date.UTC(2024, 1, 29, 12, 30, 45, 678)),
    data: Buffer.from([0, 1, 2, 255]), doc: JSON.stringify({ a: [1, 2, null] }), yes: true, kind: 'b', bits: 5,
  });
  console.log(inserted.affectedRows, inserted.insertId);
  await c.query('INSERT INTO t (name, price) VALUES ?', [[['x', 1], ['y', 2.25], [null, null]]]);
  const [rows, fields] = await c.query('SELECT * FROM t ORDER BY id');
  console.log(rows.length, fields.map((f) => [f.name, f.columnType]));
  const first = { ...rows[0] };
  console.log(first.name, first.price, first.big, first.ratio, first.day instanceof Date, first.at.toISOString(), first.stamp, first.data, first.doc, first.yes, first.kind, first.bits);
  console.log(rows.slice(1).map((r) => [r.id, r.name, r.price]));
  const [strings] = await c.query({ sql: 'SELECT day, at, big FROM t WHERE id = 1', dateStrings: true, supportBigNumbers: true, bigNumberStrings: true });
  console.log(strings[0].day, strings[0].at);
  const [arrays] = await c.query({ sql: 'SELECT id, name FROM t WHERE id > ? ORDER BY id', values: [1], rowsAsArray: true });
  console.log(arrays);
  const [found] = await c.execute('SELECT id, name, price, at, data, big FROM t WHERE name = ? OR price > ? ORDER BY id', ['x', 2]);
  console.log(found.map((r) => [r.id, r.name, r.price, r.at && r.at.toISOString(), r.data, r.big]));
  for (let i = 0; i < 3; i++) {
    const [[row]] = await c.execute('SELECT ? + ? AS sum, ? AS text, ? AS nothing', [i, 10, `n${i}`, null]);
    console.log(row.sum, row.text, row.nothing);
  }
  await c.unprepare('SELECT ? + ? AS sum, ? AS text, ? AS nothing');
  c.config.namedPlaceholders = true;
  const [named] = await c.query('SELECT :a AS a, :b AS b', { a: 1, b: 'two' });
  console.log(named[0].a, named[0].b);
  const [updated] = await c.query('UPDATE t SET price = price + 1 WHERE price IS NOT NULL');
  console.log(updated.affectedRows, updated.changedRows, updated.info);
  const [deleted] = await c.query('DELETE FROM t WHERE name IS NULL');
  console.log(deleted.affectedRows);
  console.log(mysql.format('SELECT * FROM ?? WHERE a = ? AND b IN (?)', ['a.b', "it's", [1, 'x']]), mysql.escape(new Date(0), false, 'Z'), mysql.escapeId('a`b'));
  const [big] = await c.query('SELECT REPEAT("x", 3000000) AS big');
  console.log(big[0].big.length);
  const blob = Buffer.alloc(2 * 1024 * 1024, 'z');
  await c.query('CREATE TABLE b (data LONGBLOB)');
  await c.query('INSERT INTO b VALUES (?)', [blob]);
  const [[back]] = await c.execute('SELECT data FROM b');
  console.log(back.data.length, back.data.equals(blob));
  await c.ping();
  await c.changeUser({ database: 'queries' });
  const [[db]] = await c.query('SELECT DATABASE() AS db');
  console.log(db.db);
  const many = await Promise.all(Array.from({ length: 50 }, (_, i) => c.query('SELECT ? AS n', [i]).then(([[r]]) => Number(r.n))));
  console.log(many.join());
  const multi = await mysql.createConnection({ ...base, multipleStatements: true });
  const [sets] = await multi.query('SELECT 1 AS a; SELECT 2 AS b, 3 AS c');
  console.log(sets.map((set) => ({ ...set[0] })));
  await multi.end();
  const zipped = await mysql.createConnection({ ...base, compress: true, database: 'queries' });
  const [[z]] = await zipped.query('SELECT LENGTH(data) AS n, LEFT(data, 3) AS head FROM b');
  console.log(z.n, String(z.head));
  await zipped.end();
  await c.query('DROP DATABASE queries');
  await c.end();
  console.log('ended');
})();
