console.log('cjs')
