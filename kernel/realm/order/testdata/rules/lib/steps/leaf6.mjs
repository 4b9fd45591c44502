console.log('leaf6')
