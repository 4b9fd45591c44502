console.log('body of throws');
throw new Error('a module failed');
