'use strict';
const mysql = require('mysql2/promise');
const base = { host: '127.0.0.1', port: Number(process.env.MYSQL_PORT), user: 'root' };
(async () => {
  const a = await mysql.createConnection(base);
  await a.query('DROP DATABASE IF EXISTS transactions');
  await a.query('CREATE DATABASE transactions');
  await a.query('USE transactions');
  await a.query('CREATE TABLE account (name VARCHAR(10) PRIMARY KEY, amount INT NOT NULL, CHECK (amount >= 0)) ENGINE=InnoDB');
  await a.query('INSERT INTO account VALUES ("ann", 100), ("bob", 50)');
  const b = await mysql.createConnection({ ...base, database: 'transactions' });
  const state = async (c) => (await c.query('SELECT name, amount FROM account ORDER BY name'))[0].map((r) => `${r.name} ${r.amount}`).join(', ');
  async function transfer(amount) {
    await a.beginTransaction();
    try {
      await a.execute('UPDATE account SET amount = amount + ? WHERE name = ?', [amount, 'bob']);
      await a.execute('UPDATE account SET amount = amount - ? WHERE name = ?', [amount, 'ann']);
      console.log('inside', await state(a), '| outside', await state(b));
      await a.commit();
      return 'committed';
    } catch (e) {
      await a.rollback();
      return `rolled back: ${e.code} ${e.errno} ${e.sqlState}`;
    }
  }
  console.log(await transfer(30), '|', await state(b));
  console.log(await transfer(300), '|', await state(b));
  await a.query('START TRANSACTION');
  await a.query('UPDATE account SET amount = 1');
  await a.query('SAVEPOINT here');
  await a.query('DELETE FROM account');
  await a.query('ROLLBACK TO here');
  console.log(await state(a));
  await a.query('ROLLBACK');
  console.log(await state(a));
  await a.beginTransaction();
  await b.beginTransaction();
  await a.query('UPDATE account SET amount = amount + 1 WHERE name = "ann"');
  await b.query('UPDATE account SET amount = amount + 1 WHERE name = "bob"');
  const waiting = a.query('UPDATE account SET amount = amount + 1 WHERE name = "bob"').then(() => 'a done', (e) => `a ${e.code}`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const other = await b.query('UPDATE account SET amount = amount + 1 WHERE name = "ann"').then(() => 'b done', (e) => `b ${e.code}`);
  console.log([await waiting, other].filter((s) => s.includes('DEADLOCK')).length, 'deadlock');
  await a.rollback();
  await b.rollback();
  await a.query('DROP DATABASE transactions');
  await Promise.all([a.end(), b.end()]);
})();
