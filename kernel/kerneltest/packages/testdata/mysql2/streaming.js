'use strict';
const mysql = require('mysql2');
const { Transform, pipeline } = require('stream');
const base = { host: '127.0.0.1', port: Number(process.env.MYSQL_PORT), user: 'root', database: 'mysql' };
(async () => {
  const c = mysql.createConnection(base);
  const sql = 'SELECT seq AS n, REPEAT("ab", 50) AS text FROM seq_1_to_20000';
  let count = 0;
  let sum = 0;
  await new Promise((resolve, reject) => {
    const query = c.query(sql);
    query.on('fields', (fields) => console.log(fields.map((f) => f.name)));
    query.on('result', (row) => {
      count++;
      sum += row.n;
      if (count % 5000 === 0) {
        c.pause();
        setTimeout(() => c.resume(), 10);
      }
    });
    query.on('end', resolve);
    query.on('error', reject);
  });
  console.log(count, sum);
  count = 0;
  for await (const row of c.query(sql).stream({ highWaterMark: 10 })) {
    if (row.n === 1) console.log(row.text.length);
    count++;
  }
  console.log(count);
  let bytes = 0;
  await new Promise((resolve, reject) => {
    const toText = new Transform({ writableObjectMode: true, transform(row, enc, cb) { cb(null, `${row.n}\n`); } });
    toText.on('data', (b) => { bytes += b.length; });
    pipeline(c.query(sql).stream(), toText, (err) => (err ? reject(err) : resolve()));
  });
  console.log(bytes);
  await new Promise((resolve) => {
    c.query('SELECT * FROM nowhere.at_all').stream().on('error', (e) => { console.log(e.code); resolve(); }).resume();
  });
  c.end();
  c.on('end', () => console.log('end'));
})();
