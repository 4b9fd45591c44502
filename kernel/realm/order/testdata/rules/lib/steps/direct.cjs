console.log('cjs2')
