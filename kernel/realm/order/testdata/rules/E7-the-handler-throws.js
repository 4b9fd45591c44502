// E7: a throw in the handler is code 7, without 'exit'.
process.on('exit', () => console.log('never'));
process.on('uncaughtException', (e) => { console.log('caught', e.message); throw new Error('again'); });
throw new Error('first');
