console.log('leaf7')
