await 0; console.log('tthrows'); throw new Error('T')
