await 0; console.log('tla')
