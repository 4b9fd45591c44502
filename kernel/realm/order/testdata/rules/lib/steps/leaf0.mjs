console.log('leaf0')
