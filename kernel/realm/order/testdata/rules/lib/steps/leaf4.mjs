console.log('leaf4')
